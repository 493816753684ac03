<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Charts</name>
    <message numerus="yes">
        <source>%1 markers</source>
        <translation>
            <numerusform>%1 marker</numerusform>
            <numerusform>%1 markers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::CommitControls</name>
    <message numerus="yes">
        <source>Commits %1 processed messages (Ctrl+Enter)</source>
        <translation>
            <numerusform>Commits %1 processed message (Ctrl+Enter)</numerusform>
            <numerusform>Commits %1 processed messages (Ctrl+Enter)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>

Now: %1 messages are in hand and not processed; each of them would be lost by a crash after the next commit.</source>
        <translation>
            <numerusform>

Now: %1 message is in hand and not processed; it would be lost by a crash after the next commit.</numerusform>
            <numerusform>

Now: %1 messages are in hand and not processed; each of them would be lost by a crash after the next commit.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::CommitPreview</name>
    <message numerus="yes">
        <source>%1 partitions</source>
        <translation>
            <numerusform>%1 partition</numerusform>
            <numerusform>%1 partitions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 processed messages</source>
        <translation>
            <numerusform>%1 processed message</numerusform>
            <numerusform>%1 processed messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::CommitView</name>
    <message numerus="yes">
        <source>%1 processed messages</source>
        <translation>
            <numerusform>%1 processed message</numerusform>
            <numerusform>%1 processed messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 partitions</source>
        <translation>
            <numerusform>%1 partition</numerusform>
            <numerusform>%1 partitions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::EventsView</name>
    <message numerus="yes">
        <source>%1 of %2 kept events</source>
        <translation>
            <numerusform>%1 of %2 kept event</numerusform>
            <numerusform>%1 of %2 kept events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::ExportDialog</name>
    <message numerus="yes">
        <source>Writing %1 rows…</source>
        <translation>
            <numerusform>Writing %1 row…</numerusform>
            <numerusform>Writing %1 rows…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 rows, %2, written to %3.</source>
        <translation>
            <numerusform>%1 row, %2, written to %3.</numerusform>
            <numerusform>%1 rows, %2, written to %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::LastCommitBox</name>
    <message numerus="yes">
        <source>request %1, %2 messages</source>
        <translation>
            <numerusform>request %1, %2 message</numerusform>
            <numerusform>request %1, %2 messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::LostOffsetDialog</name>
    <message numerus="yes">
        <source> %1 messages between were deleted and cannot be read.</source>
        <translation>
            <numerusform> %1 message between was deleted and cannot be read.</numerusform>
            <numerusform> %1 messages between were deleted and cannot be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Earliest kept (%1): %2 messages lost, %3 to read</source>
        <translation>
            <numerusform>Earliest kept (%1): %2 message lost, %3 to read</numerusform>
            <numerusform>Earliest kept (%1): %2 messages lost, %3 to read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Latest (%1): %2 messages skipped</source>
        <translation>
            <numerusform>Latest (%1): %2 message skipped</numerusform>
            <numerusform>Latest (%1): %2 messages skipped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The same for %1 more partitions</source>
        <translation>
            <numerusform>The same for %1 more partition</numerusform>
            <numerusform>The same for %1 more partitions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::MessageCounts</name>
    <message numerus="yes">
        <source>%1 rows</source>
        <translation>
            <numerusform>%1 row</numerusform>
            <numerusform>%1 rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::MessagesEmptyCard</name>
    <message numerus="yes">
        <source>0 of %1 kept rows match</source>
        <translation>
            <numerusform>0 of %1 kept row matches</numerusform>
            <numerusform>0 of %1 kept rows match</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::MessagesView</name>
    <message numerus="yes">
        <source>%1 of %2 kept rows</source>
        <translation>
            <numerusform>%1 of %2 kept row</numerusform>
            <numerusform>%1 of %2 kept rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::QuitDialog</name>
    <message numerus="yes">
        <source>%1 processed messages are not committed.</source>
        <translation>
            <numerusform>%1 processed message is not committed.</numerusform>
            <numerusform>%1 processed messages are not committed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> %1 more messages in the batch are not processed yet.</source>
        <translation>
            <numerusform> %1 more message in the batch is not processed yet.</numerusform>
            <numerusform> %1 more messages in the batch are not processed yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::QuitFlow</name>
    <message numerus="yes">
        <source>%1 processed messages may be read again by the group on its next start. Stay, start again and commit, or quit.</source>
        <translation>
            <numerusform>%1 processed message may be read again by the group on its next start. Stay, start again and commit, or quit.</numerusform>
            <numerusform>%1 processed messages may be read again by the group on its next start. Stay, start again and commit, or quit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 processed messages may be read again by the group on its next start. Stay, start again and commit, or begin.</source>
        <translation>
            <numerusform>%1 processed message may be read again by the group on its next start. Stay, start again and commit, or begin.</numerusform>
            <numerusform>%1 processed messages may be read again by the group on its next start. Stay, start again and commit, or begin.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::RecordDetail</name>
    <message numerus="yes">
        <source>%1 headers</source>
        <translation>
            <numerusform>%1 header</numerusform>
            <numerusform>%1 headers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>first %1 of %2 headers shown</source>
        <translation>
            <numerusform>first %1 of %2 header shown</numerusform>
            <numerusform>first %1 of %2 headers shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::SessionBanners</name>
    <message numerus="yes">
        <source>Commit outcome unknown for %1 messages: %2</source>
        <translation>
            <numerusform>Commit outcome unknown for %1 message: %2</numerusform>
            <numerusform>Commit outcome unknown for %1 messages: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Commit of %1 messages refused: %2</source>
        <translation>
            <numerusform>Commit of %1 message refused: %2</numerusform>
            <numerusform>Commit of %1 messages refused: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::StatusLine</name>
    <message numerus="yes">
        <source>✓ last commit %1, %2, %3 messages</source>
        <translation>
            <numerusform>✓ last commit %1, %2, %3 message</numerusform>
            <numerusform>✓ last commit %1, %2, %3 messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ui::TopicsDialog</name>
    <message numerus="yes">
        <source>%1 more topics are not listed</source>
        <translation>
            <numerusform>%1 more topic is not listed</numerusform>
            <numerusform>%1 more topics are not listed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 members</source>
        <translation>
            <numerusform>%1 member</numerusform>
            <numerusform>%1 members</numerusform>
        </translation>
    </message>
</context>
</TS>
