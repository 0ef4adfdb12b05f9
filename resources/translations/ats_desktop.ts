<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1">
<context>
    <name></name>
    <message>
        <source> Last named {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Thanked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> You have not said thank you yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, due {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 change is kept for the next version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 change waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 change was not accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 company</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 row was removed elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>100 is what you pay where you live now; 120 is a fifth more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2024, 2024-03 or 2024-03-15</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3/4 is the third of April, not the fourth of March</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 is the best.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 is very sure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>85000 EUR/year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>90000 - 110000 EUR/year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>90000 EUR/year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>90000, or what they said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95000, or two more days off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A calendar file: it plans the interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A company needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A company seems to be here twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A date, applied or saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A day earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A day is needed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A day later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A document in this backup is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A goal needs a name and a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A good day to ask: {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A job needs a title.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A kind of question, or mixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A large import is still being made searchable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A link begins with https:// and names a page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A link begins with https:// and names a site.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A link, a number or an address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A list of jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A little behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A mock interview has 1 to 20 questions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new attempt has begun.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new offer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A page, a person, a paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A page, a person, a paper: without a source nobody can trust it later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the program is missing: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A person needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quarter earns less than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quarter earns more than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A question needs a few words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A question of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A résumé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A résumé needs your name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A saved mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A score counts what was told, and is no promise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second start cannot find this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A share in percent for a response rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A skill needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stage follows from what happened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stage needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tag needs a word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A task needs a few words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A vCard from your address book or telephone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A week later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A word on it, if you like</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ATS Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ATS Desktop is open already, but does not answer. Close it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About 500 letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About {n} minutes. Say each answer aloud, then note it down in a few words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About {seconds} s, plainly said.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept a drafted profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept an offer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted. The application is won.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Achievement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Achievements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a company</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a fact: They ship every Tuesday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a goal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a job from the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a job here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a job: Title @ Company, or paste a link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a past step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a phone number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a position you held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a project or a certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a referral</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a reminder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a requirement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a school or a course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a tag ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a task: Send references by fri</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a task: Send references by next fri</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an assessment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add and practise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add from a link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add from a posting&apos;s text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add job from clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add skills</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add skills, with commas between them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add stage {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the languages you speak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to {stage}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add what they ask for: Python, 3 years</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add what you found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add what you learnt, in one sentence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add your e-mail address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add your skills, five at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {one}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added to the history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added to your questions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added {title}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added {title}. You have {other} already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced: mail server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced: share this search from a server of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advertised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advertised pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After “{1}” that cannot follow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Again in an hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Again {day}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agenda</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreed on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ai generation logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aliases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All backups, restore, start over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All mock interviews</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that can be done with them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already in your profile: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+Left, Alt+Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+Up, Alt+Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alumni</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Among your answers: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An hour earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An hour later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An invitation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And afterwards?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another computer writes under this one&apos;s name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another laptop of mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another one does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is writing to your file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer a question of a mock interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer expected on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer expected on: fri, 2026-12-04</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer expected {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer in {n} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer late since {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer one question at least, or leave it for later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer the offer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer was due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer was due {n} days ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer {soon}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered, in words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answering: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any words, or company:kestrel, tag:remote, source:linkedin, due:&lt;7d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Application stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applied at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applied on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply again, or take back its last stage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply by {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apprenticeship</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive a job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive the chosen jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archived {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow keys move it, plus and minus change its size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it goes on the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it was asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop (default)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As this computer (default)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As two spellings share it: small letters, no legal form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask about the referral</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again: {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask as a reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask first, and note it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for a reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask her.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its administrator to look at it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the owner for a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the owner for an invitation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the owner to let you work on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the owner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked for, in words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked in interviews</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked in which interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked nowhere yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assessment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assessments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least, %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most 1200 characters can be kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most, %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At prices here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the same time: {others}. You can keep both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At which point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attach a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Authorization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automation rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Available on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Award</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back among your jobs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back in its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backed up and verified {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backed up and verified.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Be told later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Became</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before a deadline, or without an answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before tax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin a mock interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin with two sentences: where this was, when, and who was there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beginner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begun anew. What was here before is saved: it is listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Behavioral</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below floor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Benefits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Benefits, in words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Benefits, worth a year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beside the pay, of 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bonus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bonus, % of base</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bonus, a year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back from the archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring in what you have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By e-mail too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calendar revision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call it off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Called off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Came from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Candidate profiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Candidate references</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Candidate skills</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canonical url</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Careers page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carry the card to the next column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catalog entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change a setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change an offer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change this interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what it follows from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what they follow from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what you like: your own is kept apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the folder exists and belongs to you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the permissions of its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a PNG or a JPEG file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file with something in it, up to 500 MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file, or a folder that `ats export` wrote.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a new or an empty one; nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a picture ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a picture, or drop one here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a smaller one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a stage for the card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a time before it is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another company.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another kind or level.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another word for this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one at the left to see it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one on this computer: files in use are torn over a network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one or more jobs first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one that is not: files in use are torn there. Sharing has its own way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose several</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose somebody in the list first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose starttls (port 587) or tls (port 465).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the other one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the part to show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose viewer, commenter or editor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>City</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clarity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear those seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cleared {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cliff, months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it and open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Color</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commenter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Companies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Company</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Company aliases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Company record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Company research</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Company&apos;s website</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Competitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Concern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence after, 1-5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence before, 1-5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence, 1-5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmation number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact with a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact&apos;s LinkedIn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact&apos;s e-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact&apos;s phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contacts with people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cool: last in touch {when}. A short hello would do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it from the address line of your browser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it whole, from “{1}” to its end, or ask for a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the chosen lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the posting&apos;s text from your browser, and paste that instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy what is kept here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct a stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost of living there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Countered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Country</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Courses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cover letter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Covered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crop it here, which takes that out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Tab, Ctrl+Shift+Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cultural fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Culture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Culture, 1-10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Currency of the pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Currently enrolled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut the longest in two.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut what happened before you came in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Daily</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day and time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadline 3d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadline approaching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadline day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadline time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadline zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadline {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deadlines three days before and on the day; interviews a day and two hours before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decline an offer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Degree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Degree type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the chosen jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Department</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dial in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did again: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direct contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismissed at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not apply there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do something, or find anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document frozen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Doing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Domain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done: {summed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download it, and drop the file here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag, or Alt and the arrow keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a card here when it ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a file anywhere in the window, or choose it. What would come of it is shown before anything is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop files here, not folders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop it here: a link, a posting, a résumé, a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop one anywhere in the window, or choose it: each line is shown before your profile takes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop your résumé here, or choose it. Every version you send is kept as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each one is kept here with its score, and can be gone on with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier mock interviews</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier tries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Editor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Education</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Educations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Email</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Employee count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Employment type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End a mock interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End and see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End it here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End somebody&apos;s access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End that attempt first, then begin another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End their access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter opens · Esc closes · Up and Down choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter, Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enterprise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equity, whole grant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every day at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every half hour of change, opened and checked before it counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every job you add becomes a card here. Move it from column to column as things happen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every year, by what life costs there; 100 is where you live now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything as spreadsheets, to take elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything that is kept, as it is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Excel or CSV: your own, or what Huntr and Teal export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Excitement, 1 to 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Excitement, 1-5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Executive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experience</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experience level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Facts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Facts about companies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Facts about the company: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fair: last in touch {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field of study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures: {numbers}. Names: {names}. Things you did yourself: {mine}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files of this kind are not opened from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in well-known companies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill it from a résumé you have ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by any words, or stage:applied company:kestrel source:linkedin due:&lt;7d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Final</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a job, a person, anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First year, with sign-on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Five applications a week, three interviews a month: what happened counts by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Five take about ten minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fluency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow up on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a goal that is counted by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For any posting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For everyone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For everyone: it is connected again, and what the others wrote since is merged into it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For everyone: what it says differently is written for all; what was made since stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example: five applications a week.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For no posting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For other programs ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For several at once: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For this computer only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For this computer only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For which application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For whoever runs the server: {notes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For {n} chosen jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Founded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Freeze what was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Friend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From 1 minute to a day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the first byte (port 465)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From your résumé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full or part time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Funding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generated by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give an offer more time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it again in Settings, or with `ats mail set`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it as {1}=….</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the result a figure: before and after.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given or published by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gmail wants an app password: 16 letters, made in your Google account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to {when}, {rows}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go between side bar and page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go from line to line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go into what was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with a mock interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to a job, a person, anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next tab, or the one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to {page}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grade scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Growth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Growth, 1-10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HH:MM, when a time is given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half earn less than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand an assessment in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has not agreed yet: ask first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head office</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headquarters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held and called off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help with this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Her word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide or show a stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide what was taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highlights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hiring manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Honors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hours a week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hours per week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How I applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How close, 0-10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How complete your profile is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How did it go?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it ended, with a figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it went</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long it takes, minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long, minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long, seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many minutes was it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How met</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sure I am, 1-5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sure do you feel?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sure one feels is from 1 to 5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How we worked together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How you know them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How you were in touch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hybrid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I coach others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I do meet it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I do not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have an invitation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I named them today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I said thank you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I thanked them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I think</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I would like</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I wrote a draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ida, by phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ids of the document versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ids of the questions gone through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ids of the rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ids, in the order asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you still have its text, paste that instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Impact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing the same file again would add nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing {name} ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a week or a month of interviews</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In every form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In every list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the contract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the table of jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In touch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In your profile already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inapp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Industry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Informational</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the program again: it brings a safe one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interactions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Intermediate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Internship</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interview completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interview prep sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interview process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interview questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interview scheduled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interview took place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interview, day and hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interviewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interviewing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interviews</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interviews as an agenda</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interviews by the month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interviews by the week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interviews held: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interviews so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invite somebody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Issued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It comes again {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It comes with the next sync, or from a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It counts what was done, and is no promise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It did not happen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It happens by itself half an hour after the first change, and before anything large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It helped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is all there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept as it is; the newest verified backup and all that can be read of it will be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept as it is; the newest verified backup is the way back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is marked in the form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not a file an honest program writes, or it is too large. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is noted with the application it belongs to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is still to come.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may be in the bin, or on another laptop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs a database of yours; whoever runs it tells you these.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs a host name, a port and the name of a database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It reads postgresql://name:password@host:5432/database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It said: {1} {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays for this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays on this computer, connected to nobody.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes about {seconds} s to say; {least} to {most} are heard best.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It took place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It waits among the earlier ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It will be filled in when there is a network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It will be tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It will be tried again. It said: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its folder cannot be written: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its name is enough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its page could not be read: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its place is {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its time is over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iv2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iv24</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ivat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ivnow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job opportunities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job requirements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job search {first} to {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job updated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs, people and facts go to the one that stays; the other name finds it from then on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join a shared workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join with a new, empty one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judge a requirement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judge culture, growth and work and life from 1 to 10 under Details to see them all together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep a company</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep a try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep an answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep an eye on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it as a posting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep running when the window is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the recording of a mock interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this company</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept as it was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept from JSON Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in the notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept with this computer&apos;s passwords</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept: {job}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept: {score} of 100.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of equity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Languages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last day to apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last touch at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave a mock interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave for later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it empty when it was not said.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out what is not a list of rows, or split it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Led to an offer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Led to hire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Led to interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Led to offer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Led to the next round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let at least one of them be more than 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letters are not sent unencrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letters cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letters in your file are damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level, at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library responses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark, and the size of the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LinkedIn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LinkedIn&apos;s export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Links that begin with ats:// open a job or an interview here, from a mail or a page. They only open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Links to this program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local wall time and its zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Location</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long sentences: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look and comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for {1}, or leave it empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look up {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking what would happen ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made by themselves after every half hour of change; each is opened and checked before it counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made-up people and jobs, kept apart from yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mail account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mail account for reminders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mail server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a copy in the other section instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a résumé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make an empty one for sharing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make an invitation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it the base pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it the usual one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the checklist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark all as seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark all notifications as seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark notices as seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Market intelligence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match: {n} of 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May also see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May be named.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Means</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend or remove {1}: {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mentor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu, Shift+F10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge companies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge with ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge {name} with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merged into {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Milestones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Milliseconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes spent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mission</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mock interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mock interviews</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Monthly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Monthly application target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move a stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move cards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move it by a quarter of an hour, or a week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the card among the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the chosen jobs to a stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the interview by a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move them to another stage first, then hide this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to a stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move {stage} down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move {stage} up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved to {day}, {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved to {stage}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved {n} to {stage}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My mark: {n} of 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My own mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My own mark, 1-5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My own word on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My rating, 1-5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a file in a folder that is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a place, a day and a figure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of a new stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of {stage}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name sections with a level from 0 to 3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the member id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the place or the tool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, order and hide the columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Narrow with stage:, company:, tag:, source:, kind: or due:.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Native</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs an answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Negotiation rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never mind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never runs out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New in {stage}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest applications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>News</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next action at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No company was found; open it to name one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No company yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No day to answer by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No deadline was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No document yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No encrypted line to the mail server came about.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No figure was agreed on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No goals yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No impact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No interview is planned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No interview yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No job has all of this at this stage. Narrow with stage:, company:, tag:, source: and due:.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No jobs yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No laptop here has that login.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No mail account is set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No mark of my own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No microphone was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No offer yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No preview of this kind of file. Open it outside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No question is like that. Choose less above, or add one of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No references yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No referrals yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No response</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No résumé was read yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No skills yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No test or task is set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody but you sees them, unless you share them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody could be asked about {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody here has that id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody here yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is called “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is unlinked this way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody yet. Name a contact above, and note here what was said.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None is planned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the words of the question come up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None yet; set a mail account below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal company</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not backed up yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not backed up yet; it happens by itself half an hour after the first change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in the sums</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note a contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note a fact about a company</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note progress by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note that a reference agreed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note that a reference was named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note that thanks were sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note the time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note their answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note their answer first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note time spent preparing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note what has happened; plan the rest as a task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note what they ask for, line by line; gaps are named here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note what was said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note what was said, then Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note what was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note what was sent once it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note what you did, and it follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note why its page is not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note, for my coach too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note, only for me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noted, with the person too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noted: agreed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noted: named today.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noted: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes and comments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has all of this in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here yet. “Add {one}” begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is due in the next two weeks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is ticked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is written until you accept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is written yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing leaves it to the rule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches “{words}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of it can be taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing on the board yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing planned yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing stands out yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that was saved is lost; check the disk and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to be reminded of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to redo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to undo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was answered yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed; another one is open now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed; please report this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was lost; free some space and save again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was played yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was said yet. Only you see this, unless you share it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent. Check its name; on a network with a sign-in page, sign in first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent. Check the port: 587 with starttls, 465 with tls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notice period days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notifications: {n} new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noun and id of the row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now: last changed {now}, {rows}. That is saved first and stays on this computer; nothing is deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Occurrence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offer letter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offer on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offer received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offer recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offer0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offer1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offer3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline - {waiting}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On pages with tabs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On pages you have opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On site or remote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this laptop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this laptop · backed up {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this system an installer does that; it is still to come.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One file at a time: {name} is taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One kind alone: jobs, people, companies, tasks, interviews ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One letter for many, from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One line under your name, 160 letters at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment, there are many ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One name; another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One text for one laptop, good once and for fourteen days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ongoing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only its name is known. Add the file, and it is kept as it was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only its owner can share it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only public pages are read. {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the owner can restore for everyone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the owner may do this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only your jobs speak of it so far. A fact you note here keeps it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Onsite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open an offer again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open comment again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it again first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it and change it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it outside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open its site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open outside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the posting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open them here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open them here no longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open, or another time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order on the board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other links</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overall, of 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF, Word or JSON Resume: it becomes your profile, line by line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {n} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid days off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the picture that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste a link or the text of a posting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste a link, a posting, or drop a file ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste the invitation, or the whole mail it came in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste the posting here: it stays when the page is taken down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste the text of a posting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pay I asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pay from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pay is not shared with you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pay per</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pay to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pay, of 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payments a year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payments per year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pending permission</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone screen on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick the day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plan an interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plan one on the page of its application; it is prepared here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play one through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plug one in, or attach a recording afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Portfolio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position not said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position, as posted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posted on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Postgres {1} is too old for sharing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posting snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posting, as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Potential</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practise its questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Praise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre offer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferred name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferred roles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepare for an interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Enter to keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press its main button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the button with the frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority, 1 to 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority, 1-5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Private notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pronouns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publication</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a notice away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a skill in its place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put cards away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put in a figure: how many, how long, how much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put into my answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put jobs away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put notices away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put skills in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put this step right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question practices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question to ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question {n} of {many}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions to ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions to practise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ran out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read from the damaged file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the page again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the posting {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading its page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading its page ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading this file took too much time or memory, and was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name} ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Really end the access of {name}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reckoned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record an offer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record of job search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recruiter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recruiter screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recruiters, old colleagues, whoever you meet: a name is enough to begin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference agreed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference letter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference: {status}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>References</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Referral</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Referral {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Referral: {status}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Referrals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Referrals and references</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relationship</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relevance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relocation, once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remind me later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remind me of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remind me, days before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reminder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reminder deliveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reminders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reminders are sent from your own address. For this computer only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reminders go on. Quit from this icon&apos;s menu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reminders of deadlines and interviews come here, also those of hours when the window was closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remote or on site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove a document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the conversation on the page People.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the sample and go back to yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the sample first; yours is kept apart from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove them here too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed here too; they are in the bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename a stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the columns of the board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repository</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requirement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requirements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rescheduled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rescinded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Research</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Respond at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Response rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore for everyone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore from the bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored. What was open before is saved too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retracted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rewrite a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ring the agency on Friday at ten; ask for news each Monday. It is shown, and mailed where you say so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows stay there for 180 days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Résumé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Résumé as PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Résumé sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256 of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Said in words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Said no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Said to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Said yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Salary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Salary data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Salary floor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Salary target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a copy, and open that where you trust it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a smaller one, without large pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as a list ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it once more where it was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved. Moved to {stage}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say for whom it is: for everyone, or for this computer only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say how</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say how it ended, and how one could see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say how much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say how sure one feels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say how well you hold your skills</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say in a few lines who you are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say in your first sentence how this answers the question: take up “{word}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say it, or leave it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say step by step what you did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what it changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what was yours to do, in one sentence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what you did and what came of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what you did in each position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what you did to make it so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what you did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what you know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say when it was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say when their answer is expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say where you live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which part was yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which résumé was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say yes, no or nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say “I” where it was you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scheduled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>School</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score, 0-100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores so far: {scores}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search companies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search, or do something</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Section</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sections cannot be granted like that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See it with sample data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what is new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send a test letter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send me a test letter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the mail from this laptop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send them from this laptop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send them to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send this text to them, and to nobody else: until it is used it is worth as much as a key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Senior</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seniority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set a field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set a field ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set a field of jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set a field of the chosen jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set a goal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set it in Settings, or with `ats mail set`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the mail account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set this computer&apos;s clock; your changes are kept here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up sharing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set when they come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settle comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share that succeeded, %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share this search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share this workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares, a year&apos;s part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all results for “{words}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as a column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show more ({n})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show older ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {stage} on the board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign-on, once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Situation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Situational</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size in bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skill of yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skills</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skills of yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skills, in the order of your résumé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip a question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip a question of a mock interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small steps by a day; goals are counted by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snoozed until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So that reminders come; it stays as an icon in the panel, on desktops that show such icons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Soft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something here cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something in your file is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sponsorship</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage changed on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage it came to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start or pause the clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start over ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start over with nothing in it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with one job you are looking at. Its deadline, and whatever comes next, will be here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Startup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Story</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Street, city, region, postal code, country</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strengths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submissions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Success patterns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suppressed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synced · {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Syncing {done}/{total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag the chosen jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tagged {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taggings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a referral a step on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a tag off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a tag off jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a task up again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take an assessment up again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back a job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back a stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take from the posting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it up again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take jobs out again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out what stands before the @.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take over what was agreed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take over {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the picture off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the requirements from the posting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take “{tag}” off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken off {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken up again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talking point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talking points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target locations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks and goals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Team size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tech</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Technical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell it until it is short, true and yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell more of what you did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell one more thing you decided yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temporary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ten is the best you can imagine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tentative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the posting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thank for a referral</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thank them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thanked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thanked on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That database already holds something else ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That database was prepared by a newer version of the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That many deadlines of one day come in one letter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That of its document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That of its row; fixed at birth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That time is still to come.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That would be too late.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Postgres on this machine could not be prepared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Postgres on this machine did not start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive as LinkedIn sent it: profile, jobs, contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bin is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate to trust is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checklist is among your tasks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clocks do not agree.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The coach knows the phrases of English only; here it counts parts, figures and length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The columns of your board, in your words. What each means stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The companies of your jobs stand here by themselves. Note what you learn of them, with its source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desktop could not be told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desktop did not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk did not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The e-mail of your profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file may not be read or written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of the server&apos;s authority cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first day is after the last one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder of your profile cannot be written in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The headings of {name} are not known. Say what they are once; it is kept for the next list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The invitation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job is in the bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring did not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring did not take the password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last day comes before the first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last exchange met with trouble</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of backups shows those there are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail password is not on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server could not prove who it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server did not accept the name and password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server did not let us in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server did not take the letter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server does not offer an encrypted line to sign in on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server hung up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server takes no such address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server wants a name and a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note beside this backup cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page broke off in the middle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page came damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page came packed in a way that was not asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page could not be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page took too long to answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The posting names no skill that the questions are about. Add its requirements, or its text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The posting names nothing new.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The posting, as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program is closing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program was updated meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result can be seen: “{figure}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result has no figure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result is short.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rows are whole; that file is not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rules of this site let no programs in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The résumé is on the clipboard, as text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The secret of the shared place would be lost when you close the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sentence stands without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shared place gave no answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shared place has moved on to a newer version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shared place is busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shared place misses some of your earlier changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The site did not give the page (it answered {1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The site has no time for this page just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The target is in your profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The upgrade would have changed rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The upgrade would have dropped a table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The upgrade would have lost rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The usual one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole grant by the years until it is yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The words of one of them cannot be read, so they cannot be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their access has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their words are the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no questions like that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no reminders of the kind “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a figure, “{figure}”, but not what it changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a stage called “{1}” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no Postgres on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no answer yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backup “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no day “{text}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no kind of question called “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no mail server on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no open application. Add the job first, then its interview.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no open application. Add the job first, then its offer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no pack “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no setting “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no stage “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such clock. Write for example Europe/Berlin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such role.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing in it to import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing in the clipboard that could be a job.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to import in this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to merge with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing written yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are the best of the newest; one more word finds older ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These seem to be one. Which name stays?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These weights weigh nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They agreed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are kept as they are; the newest verified backup is the way back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are kept here; tell its owner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They did not come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They have: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They open here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They stay on this laptop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They wrote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They wrote to me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Think of a referral</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Think of it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Think of somebody who works where you apply. The program says when to ask, and when to ask again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PDF is too large to be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This SQLite could damage your file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This application has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This application is not here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This application is not here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This backup was changed since it was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be said again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer is in {zone}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This copy is not whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is larger than 50 MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not on this laptop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file unfolds into more than an import may take.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder holds other things.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is copied by a cloud program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is on a network drive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This goal is counted from what happened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This interview is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invitation has run out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invitation is for a newer version of the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invitation was used already, or taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is about something that is closed to the people you share with, and they would read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is already among your {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no address of a database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no address of a server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no figure. Write for example 85000 EUR/year or 40 - 45 EUR/hour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no figure. Write for example 85000 EUR/year or 45 EUR/hour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no invitation, or a part of it is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no link to a page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no mail server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not here any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not in the bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is sample data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the newest version already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the try of {day}; keep it again when it is better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the usual one now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too long for a keyring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is version {version}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This link cannot be asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This link does not lead to the open web.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This link has a name or a password in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This link leads from page to page without an end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This link leads to a file, not to a page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This link leads to an address that is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This login may not prepare the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine no longer has the secret of the shared place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This mock interview has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This offer is {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This one does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page cannot be laid out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page is larger than any posting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person did not agree to be named.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture is larger than 5 MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture is too large to be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture says where and when it was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This question is not here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This restored copy is not connected to the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This restored copy is not connected to the others. For whom is it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This résumé has a file of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This search has a shared place now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This site could not prove that it is what it says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This site does not show the page to programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stream is not yours to read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This system learns of such links from an installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This template cannot be filled in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was removed meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace already has something in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace is not a restored copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace is not shared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace is shared already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace is somebody else&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace was closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Through an agency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Through what: their form, e-mail, a recruiter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick what is to be in your profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time agreed on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time and confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title @ Company</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To say that it was not sent, take back its stage below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To whom, and how</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To work on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Todo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Told at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took the picture off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again when there is a network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two asks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a few above. The first ones are read first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a part of the name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a word of what you look for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type one above as “Title @ Company”, or paste its link. Everything else can follow later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type one above, with its day: it stands on Today when it is due.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type over a cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type what you would call it; you can change it later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unavailable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undid: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it or start it; it is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it; it is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until when do they wait?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unverified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the program first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update this program first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update this program to go on sharing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use `ats stage` or move the card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another one; nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another one; this one is kept as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another one; this one is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use one of {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use one that may create roles and owns the database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual (port 587)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verbal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version 15 or newer is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version of a document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vesting, years</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visa sponsorship</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volunteer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volunteering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm: last in touch {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warmth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ways to narrow a search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Website</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Week of {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weekly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weekly application target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight, 0-100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What I ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What I did</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be brought in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What did I send?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What do they ask for?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each column is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened, and when?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has a tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has to do with a company; in quotes when it has two words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is asked, and what you take for granted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is due within a week; also due:today, due:late, due:&gt;2w</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is the fact?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is to be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is to be done: Coding test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is to be done?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it costs, and how you would know that it works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it led to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it was about has changed, or is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What may follow: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What sort</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What speaks for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands at a stage; stage:open and stage:closed work too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the coach said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the fact is about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the figure is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the new stage means</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the others call you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What their form asked, and what you answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this person is called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this program has no field for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to ask them, one a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to bring and to tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was asked for?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was asked, and what they said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was removed, for 180 days. Restored, it goes back to its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was said to whom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was yours to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would happen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you did, step by step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you had is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you have now is saved first and stays on this computer; you can restore it here at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you remove stays here for 180 days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you would find out first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What your letters and résumés are made of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What “{heading}” is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When is the interview?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When it happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When it was noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When one comes, note it here: what it is worth a year, and until when they wait for an answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When one is agreed on, plan it here: its day and hour by their clock, and you are reminded by yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the start was last set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When you move this to Applied, the posting and the files you send are kept here as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where and when it was taken is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where and when, who was there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where does it come from?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where each field came from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it came from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it comes from: a page, a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it is taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the folder with everything is put</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which application does it belong to?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which application it belongs to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which column is the company, and which the job title?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which day, and when?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which day, and when? Write for example fri 14:00.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which day? Write for example fri, or fri 17:00.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which day? Write for example yesterday, mon or 2026-11-05.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which laptop sends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which name stays?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which offers to compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While you were away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who may be asked about you, for what, and whether they agreed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who may read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who may see it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who may see this was decided when it was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who takes part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who takes part?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whom I share with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whom I show my documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whom I show my pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whom I show my people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whom to turn to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose clock the time is on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose interview is it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why I left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why it ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With Gmail, make a new app password (Google account, Security, App passwords; 2-step verification must be on) and paste its 16 letters as one piece. Then send a test letter: `ats mail test`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a coach, or with another laptop of yours. You decide who sees which parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With them: {things}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With whom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without it, %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Won</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words, or stage:applied, company:…, due:&lt;7d, tag:…, kind:people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work and life</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work and life, 1-10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work authorization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work experiences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work modes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work with me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a day: next fri, in 2 weeks, 2026-12-01</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a few words first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a figure, or a few words: two more days off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a headline: one line under your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a note or comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write again on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write another name instead of none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write at least what you did; notes are enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write down how one prepares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write for example 09:00.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write for example Europe/Berlin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write for example {example}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it as it was asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it as they called it: Coding test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it as they write it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it as you would say it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it in a sentence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it in plain letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it into that row itself, or as a private note.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it into your profile, under About me.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it like 2026-12-01 14:00.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it like 2026-12-01 17:00.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it like Europe/Berlin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it like ada@example.org.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it like “Python, 3 years”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write its name and port, for example smtp.example.com 587.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write one or more, with a semicolon between them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write one or more, with commas between them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write something ... Ctrl+Enter adds it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the earlier day first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write to {who} again {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what is to be done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what they ask for, line by line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what you call it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yearly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Years</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Years experience</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Years, at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You answer what is asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are easy to follow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are in. What is shared arrives in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are specific: figures, names, deeds of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are still in the running there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can read everything; install the newest version to write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You find it in the bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have not been in touch yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may be offline. It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may look at this, but not change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You take up every word of the question.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You take up {met}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You will not be reminded of {who}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You: {asked}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You: {asked}. They: {said}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your change was not saved; try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your changes are kept here and sent later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your changes are kept here; tell the owner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your data is as it was; make a backup on another disk now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your file cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your file cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your file cannot be written to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your file contradicts itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your file is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own mark is from 1 to 5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your results can be seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your time; 09:00 unless you say otherwise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your unsaved text was restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your way, step by step, and why not another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours: {mine}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`ats list applications` shows those that are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`ats share init` makes a place, an invitation joins one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`ats share members` lists them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a goal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a new beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a plus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a referral</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a reminder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a résumé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a school</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a skill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a table from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about a week of learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} weeks of learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>achievement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>achievements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ai generation logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>also called {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an achievement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an invitation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {n} more remarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>application stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>applications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>assessments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the same time as another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the same time as {others}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attachments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attempt {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>automation rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>avoid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before a backup was restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before a new version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before an import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before starting over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>boss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>building</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by the coach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>calendar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>called off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>candidate profiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>candidate references</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>candidate skills</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>certifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>companies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>company</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>company aliases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>company research</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>confirmation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contact_email</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contact_linkedin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contact_phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contacts or private; fixed at birth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>country</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>covered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>create_task, set_reminder, add_tag, archive ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deadline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>department</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>desired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>digits only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>do not apply there: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>document versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>documents, salary or private; fixed at birth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>education</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>educations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>employment_type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>event:assessment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>event:offer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>event:rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>event:screening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>event:withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>event:won</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>example.com; found by its website</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>excitement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>experience</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fact about you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>facts about you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>field, comparison, value; all must hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>field: source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>filled in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>follow_up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fri 14:00, 1 Dec 9:30</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fri, fri 14:00, 2026-12-01</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fri, in 3 days, 2026-12-31</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {source}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>goals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>handed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>here already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in your profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {n} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {n} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {n} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>industry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interactions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interview prep sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interview questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interviews</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>job opportunities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>job requirements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>languages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>large gap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>library responses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>location</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>market intelligence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>met</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mixed, {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mock interviews</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>my mark {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearly ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs practice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>negotiation rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next fri 14:00, 2026-12-01 14:00 Europe/Berlin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next fri, in 2 weeks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next_action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no degree is in your profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no file was named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no reason noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no time yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no work is in your profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not in your profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not ready yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>notes or private; fixed at birth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing planned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on your other laptop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one; another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only for you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only you can tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pack, user, ai or asked_in_interview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>past</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pay_currency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pay_high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pay_low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pay_period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>people spoken with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>percent answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>posted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>postings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>question practices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quiet {days}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recruiter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>referrals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>referred; résumé B; applied within 3 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reminder deliveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reminders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>requisition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>resume, cover_letter, email, interview_answer ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>role, name and SHA-256 of each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>salary data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved from a damaged file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>say below what exactly is asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>say how well you know it, in your profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>school</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>schools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seniority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent with 1 application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent with {n} applications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>settle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>settled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shared notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shares, options or none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>skill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>skills</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>small gap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>some day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>something</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sponsorship</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stuck {days}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>submissions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>success patterns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taggings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the degree in your profile is a lower one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the offer of {other} is less than the {one} they spoke of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the offer of {other} is less than the {one} you asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the offer of {other} is less than the {one} you would take.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the usual one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they did not come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>times practised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to or by whom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>took place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>url</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting, done or why not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was due {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>watch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>website</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>work experiences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>work_mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>years not said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes or no, where the rule is wrong; empty: by the rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday 14:00, 2026-12-31 14:00</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday, 2026-11-05, mon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you asked for {one} {whom} and for {other} {who}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you have {have}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you keep an eye on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you@example.com</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your certificate ran out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your own word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} are counted from what happened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} changes are too large to be shared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} comes with a later version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} could not be found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} does not let programs read its pages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} have no “{2}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} is larger than 100 MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} is more than nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} is no file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} is not yours to write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} is worked out by the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} of {2} letters arrived in {3} seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1}: from 1 to 10.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1}: “{2}” is no {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{beginning} ... · {n} words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day} today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {n} steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {target}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} (only its name is known)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{going} open · {ended} closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{has} of {n} skills of the posting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{job} at {company}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{least} to {most} seconds are heard best.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{list}: each is compared within its own currency only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{mine} · {other} in {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} of {target} minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{moved} At the same time as {others}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{moved} Tell {names} too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, read as {kind}. Nothing is written yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{numbers} figures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} % (default)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} % complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} applications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} back in their places.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} changes are kept for the next version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} changes waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} changes were not accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} companies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} companies seem to be here twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} days ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} days late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} days, worth {pay}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} filled in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} here already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} jobs are in the bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} kB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} laptops</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} left out; the list says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} minutes noted so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} minutes noted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} more pages. Open it outside to see them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} not judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of 10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {many} answered, in {time} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rows were removed elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} taken from the posting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} things are in your profile now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} things were found in {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} to answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} to come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} years</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{offer}: {parts} is in another currency and not in the sum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rows} differed; on the way to the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rows} in {n} files: {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{stage} (taken back)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{stage}, {n}, show as a column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} in {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} added a task: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} added {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} changed many at once: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} changed {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} commented on {about}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} moved {about} to {stage}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} planned an interview: {about}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} removed {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} took {title} out of the bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} wrote a note on {about}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} words, about {seconds} s to say: a good length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} words, about {seconds} s to say: longer than {most}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} words, about {seconds} s to say; aim for {least} to {most}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“We” comes up more often than “I” in what was done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” compares nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is no e-mail address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is no encryption.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is no link.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is no place for a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is no time of day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is no time zone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is set job by job.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{part}” is no day; try due:today, due:&lt;7d or due:late.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{phrase}” and its like sound unsure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” cannot be read here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is no day. Write for example 2026-11-01.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is no link.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ verified {when}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
