-- A report that was filed, given more time or ruled out calls off the alert to whoever was to see to it; whoever was told
-- by phone is not woken by what still waits. Both were said and stand in the log: from here on the guard takes their word.
DROP TRIGGER IF EXISTS outbox_is_recalled_by_entry;
CREATE TRIGGER outbox_is_recalled_by_entry BEFORE UPDATE ON outbox
WHEN (NEW.recalled AND NEW.state = 'pending')
    OR (OLD.recalled AND NOT NEW.recalled AND NEW.retry_seq = OLD.retry_seq)
    OR (NEW.recalled AND NOT OLD.recalled AND NOT EXISTS (
        SELECT 1 FROM events AS said
        WHERE said.incident_id = OLD.incident_id AND said.seq > OLD.event_seq AND CASE said.type
            WHEN 'ContentErased' THEN NEW.body = ''
            WHEN 'MessageAcknowledged' THEN json_extract(said.body, '$.message') = OLD.message
            WHEN 'AudienceToldOtherwise' THEN json_extract(said.body, '$.message') = OLD.message
            WHEN 'StepUndone' THEN EXISTS (
                SELECT 1 FROM events AS drafted
                WHERE drafted.incident_id = OLD.incident_id AND drafted.type = 'MessageDrafted'
                    AND json_extract(drafted.body, '$.message') = OLD.message
                    AND json_extract(drafted.body, '$.step') = json_extract(said.body, '$.step')
            )
            WHEN 'MessageDrafted' THEN json_extract(said.body, '$.corrects') = OLD.message
            WHEN 'AudienceLeftOut' THEN EXISTS (
                SELECT 1 FROM events AS drafted
                WHERE drafted.incident_id = OLD.incident_id AND drafted.type = 'MessageDrafted'
                    AND json_extract(drafted.body, '$.message') = OLD.message
                    AND json_extract(drafted.body, '$.audience') = json_extract(said.body, '$.audience')
            )
            WHEN 'ReportFiled' THEN EXISTS (
                SELECT 1 FROM events AS alerted
                WHERE alerted.incident_id = OLD.incident_id AND alerted.type = 'SubstituteAlerted'
                    AND json_extract(alerted.body, '$.message') = OLD.message
            )
            WHEN 'ObligationExtended' THEN EXISTS (
                SELECT 1 FROM events AS alerted
                WHERE alerted.incident_id = OLD.incident_id AND alerted.type = 'SubstituteAlerted'
                    AND json_extract(alerted.body, '$.message') = OLD.message
            )
            WHEN 'ObligationRuledOut' THEN EXISTS (
                SELECT 1 FROM events AS alerted
                WHERE alerted.incident_id = OLD.incident_id AND alerted.type = 'SubstituteAlerted'
                    AND json_extract(alerted.body, '$.message') = OLD.message
            )
            WHEN 'IncidentClosed' THEN 1
            ELSE 0
        END
    ))
BEGIN SELECT RAISE(ABORT, 'a delivery is called off by an entry'); END;
