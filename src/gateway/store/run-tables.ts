/** Tables of what carries actions out. */
export interface RunTables {
  /** Every exercise of a playbook version, passed or not; the newest that passed is the `exercise` row. */
  exercise_run: {
    tenant: string
    id: string
    playbook_id: string
    playbook_version: number
    at: number
    by_name: string
    /** `twin`, or the id of a target for exercises. */
    connector: string
    passed: boolean
    steps: string
  }
  /** Who exercises on a target just now: one at a time, over when it says so or `until` has passed. */
  exercise_hold: { tenant: string; connector: string; until: number }
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
