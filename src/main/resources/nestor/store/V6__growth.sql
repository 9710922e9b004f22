-- A process may die between these, and the next start begins with the first again.

-- Advice that was found to be still the same on a later day, or by another version of the rulebook.
create table if not exists confirmations (
  organisation varchar(255) not null,
  advisory varchar(255) not null,
  confirmed_on date not null,
  rulebook varchar(255) not null,
  primary key (organisation, advisory),
  foreign key (organisation, advisory) references advisories (organisation, id)
);

-- Advisories that say what the one before them said. They alone are ever taken away again.
create table if not exists repetitions (
  organisation varchar(255) not null,
  advisory varchar(255) not null,
  as_of date not null,
  primary key (organisation, advisory),
  foreign key (organisation, advisory) references advisories (organisation, id)
);
create index if not exists repetitions_by_day on repetitions (as_of, organisation, advisory);

-- Of those from before, what was not handed over: advice that is handed over is new or answers a document.
insert into repetitions (organisation, advisory, as_of)
  select organisation, id, as_of from advisories a
  where a.previous is not null
    and not exists (
      select 1 from dispatches d where d.organisation = a.organisation and d.advisory = a.id)
    and not exists (
      select 1 from repetitions r where r.organisation = a.organisation and r.advisory = a.id);

-- What is due, a lot at a time.
create index if not exists organisations_by_due on organisations (due_since, id);
create index if not exists organisations_by_advice on organisations (advised_on, advised_rulebook, id);
create index if not exists receipts_by_id_in_state on receipts (state, id);
create index if not exists receipts_by_place on receipts (state, placed_for, name);
create index if not exists dispatches_by_time on dispatches (state, channel, next_attempt_at, id);
create index if not exists letters_by_time on letters (state, next_attempt_at, made);
drop index if exists dispatches_by_state;
drop index if exists letters_by_state;
