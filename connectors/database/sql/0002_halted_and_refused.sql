-- SPDX-License-Identifier: EUPL-1.2
-- What a person has to look at is found without reading the rest: halted cases, and messages that
-- their receiver refused for good. Wake-ups of other cases may be refused in the course of things.
CREATE INDEX case_parked ON case_row (received, case_id) WHERE parked <> '';
CREATE INDEX outbox_refused ON outbox (case_id) WHERE status = 'refused' AND processor <> 'case';
