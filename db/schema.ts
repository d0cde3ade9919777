import type { Generated, Kysely } from 'kysely';
import type { AlertKind, Condition, Handling, ResolvedBecause, Severity } from '#shared/alert.ts';
import type { AuditKind } from '#shared/audit-words.ts';
import type { Conclusion } from '#shared/closing.ts';
import type { CorrectionState, ExpenditureKind, FundSource } from '#shared/expenditure.ts';
import type { Cause } from '#shared/handling.ts';
import type { ImportKind, ImportState } from '#shared/imports.ts';
import type { ActionEvent, ActionState, AgendaKind } from '#shared/meeting.ts';
import type { PaperKind } from '#shared/paper-texts.ts';
import type { ChargedAs, Role } from '#shared/rights.ts';

/** What every query takes: the readers' pool, or the transaction of one `write`. */
export type Db = Kysely<Tables>;

/** The tables as TypeScript sees them. Days and instants are text, money is whole 分, JSON is text. */
export interface Tables {
  /** One row: the order of everything that happened, locked by whoever writes. */
  clock: {
    id: number;
    seq: number;
    recorded_at: string;
    /** The last `seq` that changed a plan: what was read of plans before it is stale. */
    plan_seq: number;
    /** Training mode's today; null where the real calendar counts. */
    training_today: string | null;
    /** How training began: `environment` (CLOCK) or `sample` (the welcome screen). */
    training_from: string | null;
  };
  /** What each committed write made stale; the sockets are fed from these rows in `seq` order. */
  change: { seq: number; at: string; body: string };
  job: { name: string; last_tick: string; last_day: string | null };
  department: { id: string; code: string; name: string };
  plan_import: {
    id: string;
    state: 'draft' | 'committed';
    file_name: string | null;
    kind: 'txt' | 'docx' | 'xlsx' | 'pdf';
    source: string;
    /** For each line of the source where it stands in the file, as JSON; null for a text. */
    places: string | null;
    reading: string;
    questions: string;
    /** What was corrected or answered, by whom and when. */
    corrections: string;
    /** The version of the department's year that was the latest when the draft was read; null where there was none. */
    revises: number | null;
    created_at: string;
    created_by: string;
  };
  plan_version: {
    id: string;
    department_id: string;
    year: number;
    number: number;
    digest: string;
    effective_on: string;
    /** The business day on which this version was committed. Nodes before that of the first are history. */
    in_force_on: string;
    closed_at: string | null;
    reason: string;
    author: string;
    recorded_at: string;
    import_id: string | null;
    /** Whether the approved (批复) figures were said to be those of the draft: 1, 0, or null where nobody said. */
    approved_same: number | null;
  };
  project: {
    id: string;
    year: number;
    code: string;
    name: string;
    department_id: string;
    section: string | null;
    owner: string | null;
  };
  project_plan: {
    id: string;
    plan_version_id: string;
    project_id: string;
    effective_on: string;
    budget_fen: number;
    fiscal_fen: number;
    other_fen: number;
    purpose: string;
    goals: string;
    nodes: string;
    position: number;
    /** What this version calls the project. */
    name: string;
    /** 1 where the project is in the plan no more from this version on. */
    ended: number;
  };
  indicator: {
    id: string;
    project_id: string | null;
    department_id: string;
    level1: string;
    level2: string;
    name: string;
  };
  indicator_target: {
    plan_version_id: string;
    indicator_id: string;
    printed: string;
    target: string;
    basis: string;
    position: number;
    subject: string | null;
    linked_indicator_id: string | null;
    conflict: number;
    /** What this version calls the indicator. */
    name: string;
    level1: string;
    level2: string;
  };
  expenditure: {
    id: Generated<number>;
    year: number;
    series: string;
    voucher_no: string;
    line: number;
    project_id: string;
    posted_on: string;
    paid_on: string;
    amount_fen: number;
    /** 0 where money of an earlier year came back: listed, not counted. */
    counted: number;
    kind: ExpenditureKind;
    fund_source: FundSource;
    payee: string | null;
    purpose: string | null;
    source: string | null;
    reverses: string | null;
    /** When it became known; of a row of a big file, when that was published: see `import_id`. */
    recorded_at: string;
    recorded_by: string;
    /** The big file it came in: until that is published, the row does not count and is not seen. */
    import_id: number | null;
    import_row: number | null;
  };
  /** Lines that a correction replaced, as they stood in the ledger, and until when. */
  expenditure_superseded: Omit<Tables['expenditure'], 'id' | 'import_id' | 'import_row'> & {
    id: number;
    superseded_at: string;
  };
  /** 更正: what is to stand instead of a line, proposed by one person and decided by another. */
  expenditure_correction: {
    id: string;
    year: number;
    series: string;
    voucher_no: string;
    line: number;
    /** Where the money would count. */
    project_id: string;
    /** The line as it was sent. */
    item: string;
    reason: string;
    state: CorrectionState;
    proposed_at: string;
    proposed_by: string;
    decided_at: string | null;
    decided_by: string | null;
    /** 1 where the same person confirmed it, there being no other with the right. */
    alone: number;
    note: string | null;
  };
  /** Kept totals: one row per project, fund source and paid day. */
  spent_daily: { project_id: string; fund_source: FundSource; paid_on: string; amount_fen: number };
  /** Kept totals of a big file; they count from when it is published. */
  spent_imported: {
    project_id: string;
    fund_source: FundSource;
    paid_on: string;
    import_id: number;
    amount_fen: number;
  };
  /** Which lines of a big file are a project's, some thousand rows of the file a page: their ids, as JSON. */
  imported_page: { first_id: number; import_id: number; project_id: string; ids: string };
  /** Each file of vouchers or values that somebody sent. */
  import_run: {
    id: Generated<number>;
    uuid: string;
    kind: ImportKind;
    file_name: string | null;
    state: ImportState;
    dry_run: number;
    started_by: string;
    started_at: string;
    finished_at: string | null;
    /** When the rows of a big file began to count. */
    published_at: string | null;
    /** When the server that carries it out last said so. */
    alive_at: string;
    /** The ledger's ids from which on rows of this file may stand; null of a small one. */
    first_row: number | null;
    accepted: number;
    known: number;
    rejected_rows: number;
    outcome: string | null;
  };
  import_rejected: { import_id: number; position: number; row: number; cells: string; problems: string };
  /** Rows of a big file that were displaced by a voucher sent before it was published. */
  import_displaced: { import_id: number; import_row: number; line: string };
  /** How a person mapped the columns under a header. */
  import_mapping: {
    kind: ImportKind;
    fingerprint: string;
    mapping: string;
    recorded_at: string;
    recorded_by: string;
  };
  measurement: {
    id: Generated<number>;
    indicator_id: string;
    project_id: string | null;
    period: string;
    printed: string;
    value: string;
    measured_on: string;
    sample_size: number | null;
    favourable: number | null;
    source: string | null;
    note: string | null;
    recorded_at: string;
    recorded_by: string;
  };
  /** What was decided about a measurement: approved or returned. The newest row counts. */
  measurement_review: {
    id: Generated<number>;
    measurement_id: number;
    verdict: 'approved' | 'returned';
    note: string | null;
    recorded_at: string;
    recorded_by: string;
    /** 1 where the same person had submitted the value, there being no other with the right. */
    alone: Generated<number>;
  };
  /** What proves a measured value: a file, with its type as found in it, or a link. */
  evidence: {
    id: string;
    measurement_id: number;
    name: string;
    url: string | null;
    type: string | null;
    size: number | null;
    sha256: string | null;
    added_at: string;
    added_by: string;
    removed_at: string | null;
    removed_by: string | null;
    removed_because: string | null;
  };
  evidence_bytes: { evidence_id: string; bytes: Buffer };
  /** Each statement that the ledger is complete up to a day. */
  ledger_cover: {
    id: Generated<number>;
    year: number;
    department_id: string;
    covered_to: string;
    recorded_at: string;
    recorded_by: string;
  };
  /** What the last evaluation found of a project (or of a department's ledger), and when to look again. */
  standing: {
    id: string;
    year: number;
    project_id: string | null;
    department_id: string;
    judged_on: string;
    /** The first day on which time alone could change a finding. */
    next_check_on: string;
    /** `null` as JSON while the project is not in the plan. */
    figures: string;
    /** The number of the plan's version that was judged by; null before versions were kept. */
    plan_version: number | null;
    /** The versions of the rules that had a say, as their numbers: `3,7`; empty where the defaults did. */
    rules: string;
  };
  /** The rules of judging: what each version changes for one scope. Append-only. */
  rule_version: {
    number: number;
    /** `all`, `department:CODE`, `project:CODE` or `indicator:ID`. */
    scope: string;
    changes: string;
    effective_on: string;
    reason: string;
    author: string;
    recorded_at: string;
  };
  alert: {
    id: string;
    key: string;
    episode: number;
    year: number;
    project_id: string | null;
    department_id: string;
    kind: AlertKind;
    subject: string;
    period: string;
    severity: Severity;
    condition: Condition;
    handling: Handling;
    since: string;
    opened_at: string;
    opened_seq: number;
    resolved_at: string | null;
    resolved_on: string | null;
    resolved_because: ResolvedBecause | null;
    muted_by: string | null;
    predecessor_id: string | null;
    facts: string;
  };
  alert_event: {
    id: Generated<number>;
    alert_id: string;
    at: string;
    day: string;
    by: string;
    what: string;
    severity: Severity;
    facts: string;
    note: string | null;
    /** The handling that the event left, where it changed it; and what it says beside the note. JSON. */
    handling: string | null;
    detail: string | null;
  };
  /** How an alert is being handled; its state stands with the alert. An alert that nobody handles has no row. */
  alert_handling: {
    alert_id: string;
    owner: string | null;
    cause: Cause | null;
    measure: string | null;
    promised_on: string | null;
    /** What became of the last promise. */
    promise: 'kept' | 'missed' | null;
    acknowledged_on: string | null;
    acknowledged_by: string | null;
    acknowledged_severity: Severity | null;
    acknowledged_gap: string | null;
    result: string | null;
    submitted_by: string | null;
    accepted_until: string | null;
    accepted_by: string | null;
    /** The highest 督办 level that this episode has reached: 0 to 3. */
    level: number;
    /** The day from which the wait for an acknowledgement is counted. */
    waiting_since: string | null;
    flapping_since: string | null;
  };
  /** What stops the notifications of some alerts for a time. */
  silence: {
    id: string;
    year: number;
    author: string;
    reason: string;
    matchers: string;
    starts: string;
    /** The last day on which it is silent. */
    ends: string;
    created_at: string;
    ended_on: string | null;
    ended_at: string | null;
    ended_by: string | null;
  };
  /** A project declared finished (项目完结); in force once it is approved. */
  project_finish: {
    id: string;
    project_id: string;
    reason: string;
    declared_by: string;
    declared_on: string;
    declared_at: string;
    approved_by: string | null;
    approved_on: string | null;
    approved_at: string | null;
    /** Whether who approved had declared it, there being nobody else: 1 or 0. */
    approved_alone: number | null;
    note: string | null;
    withdrawn_by: string | null;
    withdrawn_on: string | null;
    withdrawn_at: string | null;
  };
  /** What was concluded of a project when its year was closed (年度结账). */
  year_closing: {
    project_id: string;
    year: number;
    /** Null where nothing was left to conclude. */
    conclusion: Conclusion | null;
    note: string | null;
    closed_by: string;
    closed_on: string;
    closed_at: string;
  };
  /** What people wrote into the forms; the newest row of a subject counts. Append-only. */
  paper_text: {
    id: Generated<number>;
    paper: PaperKind;
    project_id: string;
    /** The month-end that the form is for; of a self-evaluation the year's last day. */
    period: string;
    /** An indicator's id; `project` where it is said of the whole. */
    subject: string;
    body: string;
    recorded_at: string;
    recorded_by: string;
  };
  /** What people wrote into the forms of departments as a whole; the newest row of a subject counts. Append-only. */
  department_text: {
    id: Generated<number>;
    paper: PaperKind;
    department_id: string;
    year: number;
    /** The month-end that the form is for; of a self-evaluation the year's last day. */
    period: string;
    /** An indicator's id; `department` where it is said of the whole. */
    subject: string;
    body: string;
    recorded_at: string;
    recorded_by: string;
  };
  /** What owners expect of the year (全年预计执行数); without an amount the one before is taken back. Append-only. */
  own_forecast: {
    id: Generated<number>;
    project_id: string;
    said_on: string;
    amount_fen: number | null;
    recorded_at: string;
    recorded_by: string;
  };
  /** The month-ends that finance added as reporting days of a department's year. */
  reporting_day: {
    id: Generated<number>;
    department_id: string;
    year: number;
    day: string;
    /** The business day on which it was added: what had passed by then is no duty. */
    added_on: string;
    recorded_at: string;
    recorded_by: string;
    withdrawn_at: string | null;
    withdrawn_by: string | null;
  };
  evaluation: {
    id: Generated<number>;
    trigger: 'cron' | 'boot' | 'manual' | 'clock';
    for_day: string;
    started_at: string;
    finished_at: string | null;
    ok: number;
    opened: number;
    changed: number;
    resolved: number;
    ms: number;
    error: string | null;
  };
  account: {
    id: string;
    username: string;
    name: string;
    password_hash: string;
    must_change: number;
    created_at: string;
    disabled_at: string | null;
    /** When a session of the account was last used; a minute late at most. */
    last_seen_at: string | null;
    /** Until when a password that an admin handed out can be used. */
    password_until: string | null;
    /** The secret of the second factor, sealed; in use only from `totp_since` on. */
    totp_secret: string | null;
    totp_since: string | null;
    /** The time step of the last code taken: none is taken twice. */
    totp_last_step: number | null;
    /** JSON of `Preferences`. */
    preferences: string | null;
    /** 1 of the account that the first start made: it stands in for roles that nobody holds yet. */
    is_first: Generated<number>;
  };
  /** A role that an account holds: everywhere, or in the department whose code stands here. */
  account_grant: {
    account_id: string;
    role: Role;
    department: string | null;
    /** Of a section head: the section (责任股室) as plans print it; null where it is called as the person is. */
    section: string | null;
  };
  /** Who is charged with a project beside the name that the plan prints: its owner, or the deputy (AB角). */
  project_charge: {
    project_id: string;
    account_id: string;
    part: ChargedAs;
    charged_at: string;
    charged_by: string;
  };
  /** 移交: a project went from one owner to another. */
  project_handover: {
    id: string;
    project_id: string;
    from_owner: string | null;
    to_owner: string;
    reason: string;
    recorded_at: string;
    recorded_by: string;
  };
  session: {
    token_hash: string;
    id: string;
    account_id: string;
    created_at: string;
    expires_at: string;
    /** A minute late at most. */
    last_used_at: string;
    address: string;
    /** What the browser called itself. */
    device: string;
  };
  recovery_code: { code_hash: string; account_id: string; used_at: string | null };
  /** What an admin set, or the product made for itself, as JSON by its name. */
  setting: { name: string; value: string };
  api_token: {
    id: string;
    name: string;
    token_hash: string;
    scopes: string;
    /** The code of the only department it is good for; null where it is good for all. */
    department: string | null;
    created_at: string;
    expires_at: string | null;
    revoked_at: string | null;
    last_used_at: string | null;
    /** The user name of who made it; null where it was made at the console. */
    created_by: string | null;
  };
  /** The trail: what was done or refused, by whom and from where. Append-only. */
  audit: {
    /** Counted from 1 without a gap. */
    number: number;
    /** Real time, also in training mode; `day` is the business day. */
    at: string;
    day: string;
    who: string;
    kind: AuditKind;
    /** What they held then, as words. */
    roles: string;
    address: string;
    action: string;
    route: string;
    subject: string | null;
    /** Codes, as a JSON list. */
    projects: string;
    before: string | null;
    after: string | null;
    /** The code of the problem; null where it was done. */
    refused: string | null;
  };
  /** The chain: of each row the hash over the one before and the row itself. */
  audit_seal: { number: number; hash: string };
  /** Up to where rows were deleted by policy, and the hash that the chain goes on from. */
  audit_anchor: { number: number; hash: string; at: string };
  /** A review meeting (调度会): its frozen moment, and what the minutes print above. */
  meeting: {
    id: string;
    year: number;
    /** Null where it is of the whole house. */
    department_id: string | null;
    node: string;
    /** Null where nobody named it: it is called by its node then. */
    title: string | null;
    held_on: string | null;
    place: string;
    chair: string;
    recorder: string;
    attendees: string;
    opened_at: string;
    opened_by: string;
    closed_at: string | null;
    closed_by: string | null;
    /** The day of judging, and the instant and `seq` up to which things were known. */
    today: string;
    known_at: string;
    seq: number;
    /** The meeting that it is compared with. */
    previous_id: string | null;
    /** What was said at the opening, in both languages, as JSON. */
    warnings: string;
    /** The overview as it was answered then, as JSON. */
    overview_zh: string;
    overview_en: string;
  };
  /** A project as it stood when a meeting was opened; `pack…` and `vouchers` where it has an item. JSON, never changed. */
  meeting_project: {
    meeting_id: string;
    project_id: string;
    position: number;
    code: string;
    name: string;
    project_zh: string;
    project_en: string;
    pack_zh: string | null;
    pack_en: string | null;
    /** With their payees whole: who may not read them gets them masked. */
    vouchers: string | null;
    voucher_count: number;
  };
  /** An alert that was pending or firing when a meeting was opened, as it was said then. Never changed. */
  meeting_alert: {
    meeting_id: string;
    alert_id: string;
    position: number;
    project_id: string | null;
    /** The code of its department. */
    department: string;
    predecessor: string | null;
    zh: string;
    en: string;
  };
  /** An item of a meeting's agenda: what was frozen, and what people added. */
  meeting_item: {
    id: string;
    meeting_id: string;
    position: number;
    kind: AgendaKind;
    included: number;
    title_zh: string;
    title_en: string;
    project_id: string | null;
    /** The action of an earlier meeting, and how it stood. */
    action_id: string | null;
    action_zh: string | null;
    action_en: string | null;
    /** What is missing, or good, project by project, as JSON. */
    parts: string | null;
    statement: string | null;
    notes: string;
    decision: string | null;
  };
  /** What a meeting had somebody promise (议定事项). */
  meeting_action: {
    id: string;
    meeting_id: string;
    item_id: string;
    project_id: string | null;
    what: string;
    who: string;
    due_on: string;
    state: ActionState;
    result: string | null;
    /** What the last return asked for, or with which words it was closed. */
    answer: string | null;
    submitted_by: string | null;
    created_at: string;
  };
  meeting_action_event: {
    id: Generated<number>;
    action_id: string;
    at: string;
    day: string;
    by: string;
    what: ActionEvent;
    note: string | null;
    /** 1 where the same person had done the first half, there being no other with the right. */
    alone: number;
  };
  /** The answer once given to a write under an `Idempotency-Key`. */
  idempotency: { caller: string; key: string; digest: string; status: number; body: string; at: string };
}
