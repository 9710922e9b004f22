-- How documents were read: what was taken for something else, asked or passed over.
alter table receipts add column if not exists reading text;
alter table sections add column if not exists notes text;
alter table section_history add column if not exists notes text;
