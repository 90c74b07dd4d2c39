import { describe, expect, it } from 'vitest';
import { readSearch } from './inbox-search.ts';

describe('readSearch', () => {
  it('defaults to my tasks, the most pressing first', () => {
    expect(readSearch({})).toEqual({ view: 'mine', q: '', sort: 'due', page: 1 });
  });

  it('reads a shared address', () => {
    expect(readSearch({ view: 'all', q: '12', sort: '-created', page: '3' })).toEqual({
      view: 'all',
      q: '12',
      sort: '-created',
      page: 3,
    });
  });

  it.each(['0', '-1', '1.5', 'x', '1e9'])('takes page %s for the first', (page) => {
    expect(readSearch({ page }).page).toBe(1);
  });

  it('does not pass unknown words on to the server', () => {
    expect(readSearch({ view: 'theirs', sort: 'name; drop' })).toMatchObject({ view: 'mine', sort: 'due' });
    expect(readSearch({ q: 'a'.repeat(500) }).q).toHaveLength(200);
  });
});
