/** Tables of what carries actions out. */
export interface RunTables {
  /** Every exercise of a playbook version, from the moment it was asked for; the newest that passed is the `exercise` row. */
  exercise_run: {
    tenant: string
    id: string
    playbook_id: string
    playbook_version: number
    /** Of the playbook; empty in those of before exercises were jobs. */
    title: string
    /** `twin`, or the id of a target for exercises. */
    connector: string
    by_id: string
    by_name: string
    /** See `EXERCISE_STATES`. */
    state: string
    asked_at: number
    begun_at: number | null
    ended_at: number | null
    /** JSON of the `ExerciseStep`s, in the order in which they are tried. */
    steps: string
    /** JSON of the actions that the target could do besides. */
    not_asked: string
    /** JSON of the `Journal` while something may stand on the target that is to be taken back; null where nothing can. */
    journal: string | null
    note: string | null
    /** Who carries it out: as for steps of plans. A holder that is still named when the lease is over did not come back. */
    fence: number
    lease_holder: string | null
    lease_until: number
    not_before: number
    takeovers: number
  }
  /** That somebody of a consumer's team said that it uses the other secret: once for each step that asked them. */
  repoint_word: {
    tenant: string
    plan_id: string
    ordinal: number
    /** Of the plan that they were asked for. */
    digest: string
    person_id: string
    person_name: string
    person_team: string
    note: string
    at: number
  }
  /** Courses that people brought in; the newest version of each counts. */
  own_playbook: {
    tenant: string
    id: string
    version: number
    title: string
    cacao_id: string
    /** JSON of the `Course`. */
    course: string
    /** The CACAO document as it came in. */
    document: string
    digest: string
    imported_by: string
    imported_at: number
  }
  /** Connectors that people configured; the twin and what the environment names are not here. */
  connector: {
    tenant: string
    id: string
    /** Which kind of target, see `connectors/kinds.ts`. */
    kind: string
    name: string
    /** JSON: field → text. */
    settings: string
    /** JSON: field → `{sealed, setAt}`; never answered. */
    secrets: string
    is_on: boolean
    /** JSON of the `StandIn` of a target for exercises; null for all others. */
    stand_in: string | null
    version: number
    created_at: number
    changed_at: number
    changed_by: string
  }
}
