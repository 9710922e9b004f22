-- Whether a later document of the same name has settled a quarantined one.
create index receipts_by_name on receipts (name, arrival);

-- Which advisory was given last.
create index advisories_by_made on advisories (made);
