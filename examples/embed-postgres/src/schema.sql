create table instances (
  id text primary key,
  process text not null,
  status text not null,
  state jsonb not null
);
create table journal (
  instance text not null references instances,
  seq int not null,
  event jsonb not null,
  primary key (instance, seq)
);
create table tasks (
  instance text not null references instances,
  key int not null,
  element text not null,
  name text not null,
  candidate_groups text[] not null,
  primary key (instance, key)
);
