/**
 * What English says differently of one thing than of several. Chinese does not, so these stand beside the texts that
 * both languages have: i18next prefers `NAME_one` where the count is one.
 */
export const enOfOne = {
  shell: {
    drafts_one: 'A draft of an entry was not sent; it is kept in the browser of this computer only.',
  },
  overview: {
    matchLabel_one: 'One project: spent of the plan to the right, results achieved upwards',
    allProjects_one: 'The one project',
  },
  handle: { consecutive_one: 'one period' },
  silence: { hides_one: 'This silences one alert:' },
  rectification: { late_one: 'one day late', left_one: 'one day left' },
  closing: { missing_one: 'One project still needs a conclusion.' },
  changes: { values_one: 'one value' },
  papers: { allProjects_one: 'The one project' },
  entry: {
    submitCount_one: 'Submit one value',
    totals_one: 'one voucher, {{yuan}} yuan',
    pasted_one: 'One row pasted.',
    pastedCells_one: 'One cell pasted.',
    ledgerFacts_one: 'One voucher in the ledger, {{wan}} net (10k yuan).',
    restored_one: 'One value that was not sent is still here.',
    restoredRows_one: 'One row that was not stored is still here.',
  },
  import: {
    left: {
      blocking_one: 'One question to answer before the commit',
      optional_one: 'One question can wait',
      unsure_one: 'One reading to confirm',
    },
    times_one: 'once',
    blocksTitle_one: 'One question to answer before the commit',
    open_one: 'One question to answer first.',
  },
  imports: { rows_one: 'one row' },
  rules: {
    wrong_one: 'One limit cannot be so; see what is said under it.',
    left_one: 'One more is not listed.',
  },
  people: { count_one: 'one account' },
  audit: { chain_one: 'One row, {{kept}}.' },
  opening: { agenda_one: 'The agenda will have one item' },
  agenda: { missingOf_one: 'one project has not reported', actionsOf_one: 'one action' },
  meeting: {
    closeUndecided_one: 'One item has no decision; the minutes will say so.',
    closeUnsent_one: 'One entry is not with the server yet; the meeting can be closed once it is.',
  },
  slide: { consecutive_one: 'once' },
  comparison: { unchanged_one: 'One more project has not changed' },
  actions: { late_one: 'one day late', left_one: 'one day left' },
  tables: { rows_one: 'one row', uncounted_one: 'One of them does not count as spent this year' },
  bulk: {
    lead_one: 'This one is acknowledged for its own owner, by the next day on which it is measured.',
    silenceLead_one: 'This one is silenced until the next node. It stops notifying and stays on the screens.',
  },
  wall: {
    projects_one: 'Results of one project',
    newCriticals_one: 'One new critical alert',
    andMore_one: 'and one more new critical alert.',
  },
  notify: { more_one: 'One alert has changed' },
} as const;
