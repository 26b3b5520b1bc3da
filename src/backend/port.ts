import type { ActionId, Tier } from '../domain/action/action.ts'
import type { Playbook } from '../domain/action/playbook.ts'
import type { Status } from '../domain/alert/alert.ts'
import type { ChangeKind, ChangeState } from '../domain/change/change.ts'
import type { Gate } from '../domain/decision/decision.ts'
import type { Assertion } from '../domain/people/passkey.ts'
import type { Person, Role } from '../domain/people/person.ts'
import type { Verb } from '../domain/people/verbs.ts'
import type { Containment, PlanState } from '../domain/plan/plan.ts'
import type { Policy } from '../domain/policy/policy.ts'
import type { SavedView, SavedViewDraft } from '../domain/saved-view/saved-view.ts'
import type { Severity } from '../domain/signal/signal.ts'
import type { AlertChange, AlertDetail, AlertRow, AlertTally, PlanSummary } from '../domain/views/alert-views.ts'
import type {
  ChangeDetail,
  ChangeDraft,
  ChangeTrial,
  ChangeView,
  PolicyDetail,
  TriggerDetail,
  TriggerView,
  VersionContent,
} from '../domain/views/change-views.ts'
import type { ExerciseRun, ExerciseView, StandIn } from '../domain/views/exercise-views.ts'
import type {
  AuditHead,
  AuditLeaves,
  AuditProof,
  AuditRow,
  ChangeEvent,
  ConnectorKindView,
  ConnectorView,
  DeadLetter,
  IdentityDetail,
  IdentityRow,
  ImportReport,
  IngestReport,
  MappingView,
  RecordView,
  SessionView,
  SourceView,
} from '../domain/views/other-views.ts'
import type { PlanDraft, PlanView } from '../domain/views/plan-views.ts'
import type { OwnPlaybookView } from '../domain/views/playbook-views.ts'
import type { HistoryRecord } from '../domain/views/record-views.ts'
import type { StoryView } from '../domain/views/story-views.ts'
import type { CaseBackend } from './case-port.ts'
import type { GateBackend } from './gate-port.ts'
import type { HistoryBackend } from './history-port.ts'
import type { QueuePromises } from './queue-port.ts'
import type { SuppressionBackend } from './suppression-port.ts'
import type { WorkBackend } from './work-port.ts'

export { BackendError } from './backend-error.ts'

/** One page of a list. `next` is null on the last page; a cursor belongs to the query that gave it. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
  /** Rows of the whole query where they are counted exactly, else null ("many"). Never an estimate. */
  readonly total: number | null
  /** The backend's clock when it answered, epoch ms UTC: what "state of 12:31:04" says. */
  readonly asOf: number
}

export type AlertSort = 'priority' | 'lastSeen' | 'sla' | 'tier'

/** Filters are a conjunction; a list inside one is a disjunction; an absent one does not filter. */
export interface AlertQuery {
  readonly status?: readonly Status[]
  readonly tier?: readonly Tier[]
  readonly gate?: readonly Gate[]
  readonly severity?: readonly Severity[]
  readonly containment?: readonly Containment[]
  readonly identity?: string
  readonly owner?: string
  readonly assignee?: 'me' | 'nobody' | (string & {})
  /** `hide` leaves out what is snoozed or whose risk is accepted at this moment, `only` lists nothing else. */
  readonly held?: 'hide' | 'only'
  /** Likewise for what a suppression keeps out of the queue. */
  readonly suppressed?: 'hide' | 'only'
  /** Case-insensitive substring of title, identity name or alert number (`A-48213`). */
  readonly text?: string
  /** `priority`: highest first. `lastSeen`: newest first. `sla`: soonest due first, none last. `tier`: highest first. Ties by priority, then number. */
  readonly sort?: AlertSort
  /** 1–500, default 100. */
  readonly limit?: number
  readonly after?: string | null
}

export interface IdentityQuery {
  readonly text?: string
  readonly kind?: string
  readonly claimed?: boolean
  readonly limit?: number
  readonly after?: string | null
}

export interface RecordQuery {
  /** Name of a format; left out, every format. */
  readonly format?: string
  /** 1–500, default 100. A page of large records holds fewer. */
  readonly limit?: number
  readonly after?: string | null
}

export interface PlanQuery {
  /** `pending`: all that wait, shared out by `waiting-for-me` (the person may vote) and `waiting`. `history`: what is decided. */
  readonly list: 'pending' | 'waiting-for-me' | 'waiting' | 'history' | 'all'
  readonly states?: readonly PlanState[]
  readonly limit?: number
  readonly after?: string | null
}

export interface ChangeQuery {
  /** `waiting-for-me`: proposed, and the person may review it. `open`: proposed or approved. */
  readonly list?: 'waiting-for-me' | 'open' | 'all'
  readonly states?: readonly ChangeState[]
  readonly kind?: ChangeKind
  /** A trigger's id, or `policy`. */
  readonly subject?: string
  /** Newest first. 1–200, default 50. */
  readonly limit?: number
  readonly after?: string | null
}

export interface AuditQuery {
  /** Substring of the sentence's names and ids, case-insensitive. */
  readonly text?: string
  readonly code?: string
  /** Entries about this subject id (alert, plan, identity, person …). */
  readonly subject?: string
  readonly actor?: string
  /** Newest first; `after` continues downwards. */
  readonly limit?: number
  readonly after?: string | null
}

/**
 * What the console asks of a backend: its only door. Adapters pass `conformance.ts`; every rejection is a BackendError.
 * Everything here is convenience for a person: the gateway decides again on every call.
 * All times are epoch ms UTC on the backend's clock. Every write is safe to repeat: the adapter sends one idempotency key
 * per call and repeats it only after `offline`.
 */
export interface Personas {
  readonly people: readonly Person[]
  /** The sample estate is being loaded: there will be some in a moment. */
  readonly isComing: boolean
}

export interface Backend
  extends GateBackend,
    WorkBackend,
    QueuePromises,
    HistoryBackend,
    SuppressionBackend,
    CaseBackend {
  /** Who is signed in, or null. */
  session(signal?: AbortSignal): Promise<SessionView | null>
  /** Consumes a one-time sign-in token. Rejects `forbidden` where it was used or has expired. */
  signInWithToken(token: string): Promise<SessionView>
  /** Sample personas that may sign in here without a token; none unless the sample estate is loaded on loopback. */
  personas(): Promise<Personas>
  signInAs(personId: string): Promise<SessionView>
  signOut(): Promise<void>

  /** One page of the queue. `total` is exact where the query uses only status, tier, gate and severity, else null. */
  listAlerts(query: AlertQuery, signal?: AbortSignal): Promise<Page<AlertRow>>
  tallyAlerts(signal?: AbortSignal): Promise<AlertTally>
  getAlert(id: string, signal?: AbortSignal): Promise<AlertDetail>
  /** The alerts that hang together with it, itself included, in the order in which it happened, each with why. */
  getStory(alertId: string, signal?: AbortSignal): Promise<StoryView>
  /**
   * Changes an alert as it was at `seenVersion`. What others changed since stays beside it. Rejects `stale` where they changed the
   * same part, or, for a judgement, where new evidence came; `invalid` where a reason is missing or a limit is passed. Answers the
   * row after it.
   */
  changeAlert(id: string, change: AlertChange, seenVersion: number): Promise<AlertRow>
  getRecord(id: string, signal?: AbortSignal): Promise<RecordView>
  /** Sealed records, newest receipt first, secrets redacted: what a changed trigger is tried on. `total` is null. */
  listRecords(query: RecordQuery, signal?: AbortSignal): Promise<Page<HistoryRecord>>

  listIdentities(query: IdentityQuery, signal?: AbortSignal): Promise<Page<IdentityRow>>
  getIdentity(id: string, signal?: AbortSignal): Promise<IdentityDetail>
  /** `format` is json, ndjson or csv (column guide at `/api/identities/columns`). A bad line is refused with its number; the others land. */
  importIdentities(format: 'json' | 'ndjson' | 'csv', content: Blob): Promise<ImportReport>
  exportIdentities(format: 'json' | 'ndjson' | 'csv'): Promise<Blob>

  /** The plan as it would be proposed, with the exact requests. Stores nothing. */
  draftPlan(
    alertId: string,
    action: ActionId,
    also?: { restoreAfterMs?: number | null; repointWithinMs?: number | null; playbook?: string | null },
  ): Promise<PlanDraft>
  /**
   * `exceedsCap` says that the person knows the action is stronger than the cap; it then takes two approvals. With `restoreAfterMs`
   * what it does is taken back by itself so long after it was done, unless somebody confirms it; left out, it stays. With `repointWithinMs` a rotation is in stages.
   */
  propose(request: {
    alertId: string
    action: ActionId
    reason: string
    exceedsCap: boolean
    restoreAfterMs?: number | null
    /** One that was brought in, by id: its whole course, which begins with `action`. */
    playbook?: string | null
    repointWithinMs?: number | null
  }): Promise<PlanView>
  /** Courses that people brought in, by title, each in its newest version. */
  listOwnPlaybooks(signal?: AbortSignal): Promise<readonly OwnPlaybookView[]>
  /** Brings a CACAO 2.0 document in. Rejects `invalid` with every reason where it is not understood whole; nothing changes then. */
  importPlaybook(document: Blob): Promise<readonly OwnPlaybookView[]>
  /** A playbook as a CACAO 2.0 document. */
  exportPlaybook(id: string): Promise<Blob>
  listPlans(query: PlanQuery, signal?: AbortSignal): Promise<Page<PlanSummary>>
  getPlan(id: string, signal?: AbortSignal): Promise<PlanView>
  /**
   * Casts the person's vote for exactly the plan with `seenDigest`. The same vote twice is one vote.
   * Rejects `forbidden` (their vote cannot count; the refusal is logged), `stale` (digest or state moved on; nothing changes).
   */
  vote(
    planId: string,
    choice: 'approve' | 'reject',
    seenDigest: string,
    reason: string,
    assertion?: Assertion | null,
  ): Promise<PlanView>
  /** Withdraws it; one of several steps that runs is stopped before its next step, and keeps what is done. */
  cancelPlan(planId: string, reason: string): Promise<PlanView>
  /** What a temporary plan did stays. Rejects `stale` where it is being taken back already. */
  confirmPlan(planId: string, reason: string): Promise<PlanView>
  /** A consumer of the person's team uses the other secret. Rejects `forbidden` (another team, not asked), `stale` (said before, another plan). */
  confirmConsumer(planId: string, ordinal: number, seenDigest: string, note: string): Promise<PlanView>
  /** Consumers that have not taken the new secret get as much time again, and are asked again. */
  giveConsumersTime(planId: string, reason: string): Promise<PlanView>
  /** Asks those consumers again. */
  remindConsumers(planId: string): Promise<PlanView>
  /** Proposes to retire the old secret although consumers are missing: a plan of its own, which two people approve. */
  retireAnyway(planId: string, reason: string): Promise<PlanView>
  /** Proposes the plan that takes this one back; it passes a gate of its own. */
  proposeRollback(planId: string, reason: string): Promise<PlanView>

  listAudit(query: AuditQuery, signal?: AbortSignal): Promise<Page<AuditRow>>
  auditHead(signal?: AbortSignal): Promise<AuditHead>
  /** Stored texts of entries `from` … , at most `limit` (1–5000). */
  auditLeaves(from: number, limit: number, signal?: AbortSignal): Promise<AuditLeaves>
  auditProof(sequence: number, size: number): Promise<AuditProof>

  /** Sends raw bytes (JSON, NDJSON, gzip) in `format` or `auto`. `onProgress` is told bytes sent of all. */
  ingest(format: string, content: Blob, onProgress?: (sent: number, total: number) => void): Promise<IngestReport>
  listFormats(): Promise<readonly { name: string; title: string; form: 'finding' | 'event' }[]>
  /** Mapping documents of this installation, by name: formats of sources that nobody wrote code for. */
  listMappings(): Promise<readonly MappingView[]>
  /** Saves a document under the name it holds. Rejects `invalid` with an issue for each wrong place. */
  saveMapping(document: unknown): Promise<MappingView>
  removeMapping(name: string): Promise<void>
  listSources(): Promise<readonly SourceView[]>
  /** The token is shown once and never again. */
  addSource(name: string, format: string): Promise<{ source: SourceView; token: string }>
  revokeSource(id: string): Promise<void>
  listDeadLetters(after: string | null): Promise<Page<DeadLetter>>
  replayDeadLetters(ids: readonly string[]): Promise<IngestReport>

  /** Those that are always there, then those that people configured, by the time they were added. */
  listConnectors(): Promise<readonly ConnectorView[]>
  listConnectorKinds(): Promise<readonly ConnectorKindView[]>
  /** `values` by field, secrets among them; they are sealed and never answered. Rejects `invalid` with the wrong field. */
  addConnector(draft: {
    kind: string
    name: string
    values: Readonly<Record<string, string>>
    /** Makes it a target for exercises, for good: no plan ever goes there. */
    standIn?: StandIn
  }): Promise<ConnectorView>
  /** A secret that is left out stays. Rejects `stale` where `seenVersion` is not the newest. */
  changeConnector(
    id: string,
    change: { name?: string; values?: Readonly<Record<string, string>>; isOn?: boolean; standIn?: StandIn },
    seenVersion: number,
  ): Promise<ConnectorView>
  /** Every playbook with the evidence that it was exercised, in the order of the catalogue. */
  listExercises(): Promise<readonly ExerciseView[]>
  /**
   * Asks for an exercise on the twin, or on the target for exercises with this id, and answers at once: at a target it can take
   * minutes, and every step of it is a change that `watch` tells. While one of this version waits or is under way there, that is
   * the answer. Rejects `invalid` (nothing of it can be tried there, a stop stands).
   */
  runExercise(playbookId: string, connector?: string): Promise<ExerciseRun>
  getExercise(id: string): Promise<ExerciseRun>
  listPlaybooks(): Promise<readonly Playbook[]>

  /** Every trigger, by id: on, in shadow, off, and broken ones with their problems. */
  listTriggers(signal?: AbortSignal): Promise<readonly TriggerView[]>
  getTrigger(id: string, signal?: AbortSignal): Promise<TriggerDetail>
  /** The policy in force. */
  policy(): Promise<Policy>
  policyDetail(signal?: AbortSignal): Promise<PolicyDetail>
  /** A version with its content, in force or not. `id` is a trigger's, or `policy`. */
  getVersion(kind: ChangeKind, id: string, number: number, signal?: AbortSignal): Promise<VersionContent>
  /**
   * What the draft would have done, without proposing it. Bounded, and may take seconds. Rejects `stale` if `baseVersion` is no
   * longer in force.
   */
  tryChange(draft: ChangeDraft, signal?: AbortSignal): Promise<ChangeTrial>
  /**
   * Proposes a change with its backtest. Rejects `invalid` with an issue for each wrong place (`at` is `line:column` in a
   * trigger's text), `stale` if `baseVersion` is no longer in force or another change of the subject is open.
   */
  proposeChange(draft: ChangeDraft): Promise<ChangeDetail>
  listChanges(query: ChangeQuery, signal?: AbortSignal): Promise<Page<ChangeView>>
  getChange(id: string, signal?: AbortSignal): Promise<ChangeDetail>
  /**
   * Reviews exactly the change with `seenDigest`; an approved one becomes active at its time. The same review twice is one.
   * Rejects `forbidden` (the proposer never reviews; the refusal is logged), `stale` (another digest, decided already, or what it
   * was based on is no longer in force; the detail says what came first).
   */
  reviewChange(id: string, choice: 'approve' | 'reject', seenDigest: string, reason: string): Promise<ChangeDetail>
  /** Takes back an open change. Its proposer may, and a manager. */
  withdrawChange(id: string, reason: string): Promise<ChangeDetail>
  /** Proposes to bring a version back, with its mode: a change like any other, as a new version with the old content. */
  rollbackTo(kind: ChangeKind, id: string, version: number, reason: string): Promise<ChangeDetail>
  /**
   * Takes a trigger to shadow or off at once, by one person. Only ever takes away: the way back is a change. Rejects `stale` if
   * `seenVersion` is no longer in force.
   */
  switchTrigger(id: string, to: 'shadow' | 'off', seenVersion: number, reason: string): Promise<ChangeDetail>

  /** The reader's own views of the queue and those of their team, by number. */
  listViews(signal?: AbortSignal): Promise<readonly SavedView[]>
  /** Rejects `invalid` where somebody has too many. */
  addView(draft: SavedViewDraft): Promise<SavedView>
  /**
   * Replaces a view. Made private, nobody begins with it any more. Rejects `stale` if `seenVersion` is not the latest, `forbidden`
   * for another's unless it is the team's and the person manages that team, `not-found` for what the reader cannot see.
   */
  saveView(id: string, draft: SavedViewDraft, seenVersion: number): Promise<SavedView>
  /** The queue of these roles of its team opens with it from now on, with another one's no more. Rejects as `saveView` does. */
  setViewDefaults(id: string, roles: readonly Role[], seenVersion: number): Promise<SavedView>
  removeView(id: string): Promise<void>

  /** By name; with a verb only those who may do it, apart from anything in particular. */
  listPeople(may?: Verb): Promise<readonly Person[]>
  /** Answers a one-time sign-in link for the new person. */
  addPerson(person: {
    name: string
    team: string
    roles: Person['roles']
    domains: Person['domains']
  }): Promise<{ person: Person; link: string }>
  /**
   * Says for which domains a person answers as an approver. Rejects `stale` where they are not those that were `before`, `forbidden`
   * for oneself and without the right (in the log).
   */
  giveDomains(id: string, before: Person['domains'], domains: Person['domains'], reason: string): Promise<Person>
  removeSample(): Promise<void>

  /**
   * Calls `onChange` for every change after `after` (an audit sequence; null for "from now"), in order, without a gap,
   * reconnecting by itself. `onState` tells whether the line is up. Returns the function that closes it.
   */
  watch(
    after: number | null,
    onChange: (event: ChangeEvent) => void,
    onState: (state: 'live' | 'connecting' | 'offline' | 'refused') => void,
  ): () => void
}
