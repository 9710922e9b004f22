-- What they held is in statements and advisory_statements.
drop table if exists advisory_sections;
drop table if exists sections;
