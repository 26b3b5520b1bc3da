import type { Backend, Personas } from '../port.ts'
import { forgetBlocks } from './block-cache.ts'
import { type CallOptions, call, type Method, readJson, type Transport } from './call.ts'
import { contentTypeOf } from './content-type.ts'
import { readCounts, readHistory } from './history.ts'
import { readQueue } from './queue.ts'
import { type SendUpload, uploadOverFetch, uploadOverXhr } from './upload.ts'
import { type WatchWorld, watchChanges } from './watch.ts'

export interface RemoteOptions {
  readonly fetch: typeof fetch
  /** Before `/api`, without a slash at the end; empty for the page's own origin. */
  readonly baseUrl: string
  /** For tests. Left out, the page's own. */
  readonly world?: Partial<Pick<Transport, 'newKey' | 'sleep'> & Pick<WatchWorld, 'random' | 'alarm'>>
  readonly upload?: SendUpload
  /** Where blocks of the queue are kept between visits. Left out, the page's own; none where there is none. */
  readonly caches?: CacheStorage
}

/** The port over HTTP. One method, one route; what a method promises stands in the port. */
export function createRemote(options: RemoteOptions): Backend {
  // Taken out of the options, since `window.fetch` refuses to be called as a method of anything but the window.
  const { baseUrl, fetch: bareFetch } = options
  const send: typeof fetch = (input, init) => bareFetch(input, init)
  const doubts = new Set<() => void>()
  const doubt = () => doubts.forEach((one) => one())
  globalThis.addEventListener?.('offline', doubt)
  const transport: Transport = {
    fetch: (input, init) =>
      send(input, init).catch((error: unknown) => {
        if (init?.signal?.aborted !== true) doubt()
        throw error
      }),
    baseUrl,
    newKey: options.world?.newKey ?? (() => crypto.randomUUID()),
    sleep: options.world?.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
  }
  const upload = options.upload ?? (typeof XMLHttpRequest === 'undefined' ? uploadOverFetch(send) : uploadOverXhr)

  const ask = async <T>(method: Method, path: string, more: CallOptions = {}): Promise<T> =>
    readJson<T>(await call(transport, method, path, more))
  const run = async (method: Method, path: string, more: CallOptions = {}): Promise<void> => {
    await call(transport, method, path, more)
  }
  const items = async <T>(path: string): Promise<readonly T[]> =>
    (await ask<{ items: readonly T[] }>('GET', path)).items
  type Answer<Name extends keyof Backend> = Awaited<ReturnType<Backend[Name]>>

  return {
    session: async (signal) => (await ask<SessionAnswer>('GET', '/session', { signal })).session,
    personas: async () => {
      const { personas: people, isSampleComing: isComing } = await ask<SessionAnswer>('GET', '/session')
      return { people, isComing }
    },
    signInWithToken: (token) => ask('POST', '/session', { json: { token } }),
    signInAs: (persona) => ask('POST', '/session', { json: { persona } }),
    signOut: async () => {
      await run('DELETE', '/session')
      await forgetBlocks(options.caches ?? globalThis.caches ?? null)
    },

    listAlerts: (query, signal) => ask('GET', '/alerts', { query: { ...query }, signal }),
    ...readQueue(transport, options.caches ?? globalThis.caches ?? null),
    tallyAlerts: (signal) => ask('GET', '/alerts/tally', { signal }),
    getAlert: (id, signal) => ask('GET', `/alerts/${part(id)}`, { signal }),
    getStory: (id, signal) => ask('GET', `/alerts/${part(id)}/story`, { signal }),
    changeAlert: (id, json, seenVersion) => ask('PATCH', `/alerts/${part(id)}`, { json, seenVersion }),
    previewBulk: (json, signal) => ask('POST', '/bulk/preview', { json, signal }),
    startBulk: (json) => ask('POST', '/bulk', { json }),
    addToBulk: (id, json) => ask('POST', `/bulk/${part(id)}/members`, { json }),
    advanceBulk: (id) => ask('POST', `/bulk/${part(id)}/advance`),
    cancelBulk: (id) => ask('POST', `/bulk/${part(id)}/cancel`),
    undoBulk: (id) => ask('POST', `/bulk/${part(id)}/undo`),
    getBulk: (id, signal) => ask('GET', `/bulk/${part(id)}`, { signal }),
    listUnfinishedBulk: async (signal) =>
      (await ask<{ items: Answer<'listUnfinishedBulk'> }>('GET', '/bulk', { signal })).items,
    addNote: (alertId, text) => ask('POST', `/alerts/${part(alertId)}/notes`, { json: { text } }),
    lookAt: async (alertId, doing) =>
      (await ask<{ items: Answer<'lookAt'> }>('PUT', `/alerts/${part(alertId)}/presence`, { json: { doing } })).items,
    lookAway: (alertId) => run('DELETE', `/alerts/${part(alertId)}/presence`),
    getRecord: (id, signal) => ask('GET', `/records/${part(id)}`, { signal }),
    listRecords: (query, signal) => ask('GET', '/records', { query: { ...query }, signal }),

    listIdentities: (query, signal) => ask('GET', '/identities', { query: { ...query }, signal }),
    getIdentity: (id, signal) => ask('GET', `/identities/${part(id)}`, { signal }),
    importIdentities: (format, body) =>
      ask('POST', '/identities/import', { query: { format }, body, contentType: IMPORT_TYPES[format] }),
    exportIdentities: async (format) =>
      (await call(transport, 'GET', '/identities/export', { query: { format } })).blob(),

    draftPlan: (alertId, action, { restoreAfterMs, playbook, repointWithinMs } = {}) =>
      ask('GET', `/alerts/${part(alertId)}/draft`, {
        query: {
          action,
          restoreAfterMs: restoreAfterMs ?? undefined,
          playbook: playbook ?? undefined,
          repointWithinMs: repointWithinMs ?? undefined,
        },
      }),
    listOwnPlaybooks: async (signal) =>
      (await ask<{ items: Answer<'listOwnPlaybooks'> }>('GET', '/own-playbooks', { signal })).items,
    importPlaybook: async (body) =>
      (
        await ask<{ items: Answer<'importPlaybook'> }>('POST', '/own-playbooks', {
          body,
          contentType: 'application/json',
        })
      ).items,
    exportPlaybook: async (id) => (await call(transport, 'GET', `/playbooks/${part(id)}/cacao`, {})).blob(),
    propose: (json) => ask('POST', '/plans', { json }),
    listPlans: (query, signal) => ask('GET', '/plans', { query: { ...query }, signal }),
    getPlan: (id, signal) => ask('GET', `/plans/${part(id)}`, { signal }),
    vote: (planId, choice, digest, reason, assertion = null) =>
      ask('POST', `/plans/${part(planId)}/votes`, { json: { choice, digest, reason, assertion } }),
    prepareSignature: (planId, json) => ask('POST', `/plans/${part(planId)}/signature`, { json }),
    exportApprovals: async (planId) => (await call(transport, 'GET', `/plans/${part(planId)}/approvals`, {})).blob(),
    extendPlan: (planId, reason) => ask('POST', `/plans/${part(planId)}/extension`, { json: { reason } }),
    cancelPlan: (planId, reason) => ask('POST', `/plans/${part(planId)}/cancel`, { json: { reason } }),
    confirmPlan: (planId, reason) => ask('POST', `/plans/${part(planId)}/confirmation`, { json: { reason } }),
    confirmConsumer: (planId, ordinal, digest, note) =>
      ask('POST', `/plans/${part(planId)}/consumers/${ordinal}/confirmation`, { json: { digest, note } }),
    giveConsumersTime: (planId, reason) =>
      ask('POST', `/plans/${part(planId)}/consumers/extension`, { json: { reason } }),
    remindConsumers: (planId) => ask('POST', `/plans/${part(planId)}/consumers/reminder`, { json: {} }),
    retireAnyway: (planId, reason) => ask('POST', `/plans/${part(planId)}/consumers/override`, { json: { reason } }),
    proposeRollback: (planId, reason) => ask('POST', `/plans/${part(planId)}/rollback`, { json: { reason } }),

    listBreakGlass: async (signal) =>
      (await ask<{ items: Answer<'listBreakGlass'> }>('GET', '/break-glass', { signal })).items,
    breakGlass: (planId, digest, reason, assertion) =>
      ask('POST', `/plans/${part(planId)}/break-glass`, { json: { digest, reason, assertion } }),
    reviewBreakGlass: (planId, verdict, reason) =>
      ask('POST', `/plans/${part(planId)}/break-glass/review`, { json: { verdict, reason } }),
    listNotices: async (signal) => (await ask<{ items: Answer<'listNotices'> }>('GET', '/notices', { signal })).items,
    listStops: async (signal) => (await ask<{ items: Answer<'listStops'> }>('GET', '/stops', { signal })).items,
    stopEverything: async (reason) =>
      (await ask<{ items: Answer<'listStops'> }>('POST', '/stops', { json: { reason } })).items,
    releaseStop: async (id, reason) =>
      (await ask<{ items: Answer<'listStops'> }>('POST', `/stops/${part(id)}/release`, { json: { reason } })).items,

    listAudit: (query, signal) => ask('GET', '/audit', { query: { ...query }, signal }),
    auditHead: (signal) => ask('GET', '/audit/head', { signal }),
    auditLeaves: (from, limit, signal) => ask('GET', '/audit/leaves', { query: { from, limit }, signal }),
    auditProof: (sequence, size) => ask('GET', '/audit/proof', { query: { sequence, size } }),

    ingest: async (format, body, onProgress) => {
      const text = await upload({
        url: `${baseUrl}/api/ingest/${part(format)}`,
        headers: {
          Accept: 'application/json',
          'Content-Type': await contentTypeOf(body),
          'Idempotency-Key': transport.newKey(),
        },
        body,
        onProgress: onProgress ?? (() => undefined),
      })
      return readJson<Answer<'ingest'>>(new Response(text))
    },
    listFormats: () => items('/formats'),
    listMappings: () => items('/mappings'),
    saveMapping: (document) => ask('POST', '/mappings', { json: document }),
    removeMapping: (name) => run('DELETE', `/mappings/${part(name)}`),
    listSources: () => items('/sources'),
    addSource: (name, format) => ask('POST', '/sources', { json: { name, format } }),
    revokeSource: (id) => run('DELETE', `/sources/${part(id)}`),
    listDeadLetters: (after) => ask('GET', '/dead-letters', { query: { after } }),
    replayDeadLetters: (ids) => ask('POST', '/dead-letters/replay', { json: { ids } }),

    listConnectors: () => items('/connectors'),
    listConnectorKinds: () => items('/connectors/kinds'),
    addConnector: (json) => ask('POST', '/connectors', { json }),
    changeConnector: (id, json, seenVersion) => ask('PATCH', `/connectors/${part(id)}`, { json, seenVersion }),
    listExercises: () => items('/exercises'),
    runExercise: (id, connector) => ask('POST', `/playbooks/${part(id)}/exercises`, { query: { connector } }),
    getExercise: (id) => ask('GET', `/exercises/${part(id)}`),
    listPlaybooks: () => items('/playbooks'),

    listTriggers: async (signal) =>
      (await ask<{ items: Answer<'listTriggers'> }>('GET', '/triggers', { signal })).items,
    getTrigger: (id, signal) => ask('GET', `/triggers/${part(id)}`, { signal }),
    policy: async () => (await ask<Answer<'policyDetail'>>('GET', '/policy')).policy,
    policyDetail: (signal) => ask('GET', '/policy', { signal }),
    getVersion: (kind, id, number, signal) => ask('GET', `/versions/${kind}/${part(id)}/${number}`, { signal }),
    tryChange: (json, signal) => ask('POST', '/changes/trial', { json, signal }),
    proposeChange: (json) => ask('POST', '/changes', { json }),
    listChanges: (query, signal) => ask('GET', '/changes', { query: { ...query }, signal }),
    getChange: (id, signal) => ask('GET', `/changes/${part(id)}`, { signal }),
    reviewChange: (id, choice, digest, reason) =>
      ask('POST', `/changes/${part(id)}/reviews`, { json: { choice, digest, reason } }),
    withdrawChange: (id, reason) => ask('POST', `/changes/${part(id)}/withdraw`, { json: { reason } }),
    rollbackTo: (kind, id, version, reason) => ask('POST', '/rollbacks', { json: { kind, id, version, reason } }),
    switchTrigger: (id, to, seenVersion, reason) =>
      ask('POST', `/triggers/${part(id)}/switch`, { json: { to, seenVersion, reason } }),

    getHistory: async (query, knownTag, signal) =>
      readHistory(await call(transport, 'GET', '/history', { query: { ...query }, knownTag, signal })),
    longHistory: async (signal) =>
      (await ask<{ long: Answer<'longHistory'> }>('GET', '/history/long', { signal })).long,
    countHistory: async (json, hear, signal) =>
      readCounts(await call(transport, 'POST', '/history/counts', { json, signal }), hear),
    actualSince: (since, signal) => ask('GET', '/history/actual', { query: { since }, signal }),
    whatWouldChange: (alertId, signal) => ask('GET', `/alerts/${part(alertId)}/what-would-change`, { signal }),
    listScenarios: async (signal) =>
      (await ask<{ items: Answer<'listScenarios'> }>('GET', '/scenarios', { signal })).items,
    getScenario: (id, signal) => ask('GET', `/scenarios/${part(id)}`, { signal }),
    addScenario: (json) => ask('POST', '/scenarios', { json }),
    saveScenario: (id, json, seenVersion) => ask('PUT', `/scenarios/${part(id)}`, { json, seenVersion }),
    removeScenario: (id) => run('DELETE', `/scenarios/${part(id)}`),
    listCases: async (status, signal) =>
      (await ask<{ items: Answer<'listCases'> }>('GET', '/cases', { query: { status }, signal })).items,
    getCase: (id, signal) => ask('GET', `/cases/${part(id)}`, { signal }),
    casesHolding: async (alertIds, signal) =>
      (await ask<{ items: Answer<'casesHolding'> }>('POST', '/cases/holding', { json: { alertIds }, signal })).items,
    openCase: (json) => ask('POST', '/cases', { json }),
    changeCase: (id, json, seenVersion) => ask('PATCH', `/cases/${part(id)}`, { json, seenVersion }),
    addToCase: (id, json, seenVersion) => ask('POST', `/cases/${part(id)}/members`, { json, seenVersion }),
    withdrawCase: (id, seenVersion) => run('POST', `/cases/${part(id)}/withdrawal`, { seenVersion }),
    removeFromCase: (id, json, seenVersion) => ask('POST', `/cases/${part(id)}/removals`, { json, seenVersion }),
    listSuppressions: (signal) => ask('GET', '/suppressions', { signal }),
    previewSuppression: (query, signal) => ask('GET', '/suppressions/preview', { query: { query }, signal }),
    suppress: (json) => ask('POST', '/suppressions', { json }),
    extendSuppression: (id, json, seenVersion) => ask('PUT', `/suppressions/${part(id)}/until`, { json, seenVersion }),
    endSuppression: (id, reason, seenVersion) =>
      ask('PUT', `/suppressions/${part(id)}/end`, { json: { reason }, seenVersion }),
    listViews: async (signal) => (await ask<{ items: Answer<'listViews'> }>('GET', '/views', { signal })).items,
    addView: (json) => ask('POST', '/views', { json }),
    saveView: (id, json, seenVersion) => ask('PUT', `/views/${part(id)}`, { json, seenVersion }),
    setViewDefaults: (id, roles, seenVersion) =>
      ask('PUT', `/views/${part(id)}/defaults`, { json: { roles }, seenVersion }),
    removeView: (id) => run('DELETE', `/views/${part(id)}`),

    approvalHabits: (days, signal) => ask('GET', `/approvals/habits?days=${days}`, { signal }),
    listPasskeys: (signal) => ask('GET', '/passkeys', { signal }),
    listEverybodysPasskeys: async (signal) =>
      (await ask<{ items: Answer<'listEverybodysPasskeys'> }>('GET', '/people/passkeys', { signal })).items,
    beginPasskey: () => ask('POST', '/passkeys/enrolment'),
    addPasskey: (name, attestation, confirmation) =>
      run('POST', '/passkeys', { json: { name, attestation, confirmation } }),
    revokePasskey: (id, reason) => run('POST', `/passkeys/${part(id)}/revoke`, { json: { reason } }),
    listPeople: (may) => items(may === undefined ? '/people' : `/people?may=${may}`),
    addPerson: (json) => ask('POST', '/people', { json }),
    giveDomains: (id, before, domains, reason) =>
      ask('PUT', `/people/${part(id)}/domains`, { json: { before, domains, reason } }),
    removeSample: () => run('DELETE', '/estate/sample'),

    watch: (after, onChange, onState) =>
      watchChanges(
        {
          fetch: send,
          baseUrl,
          sleep: options.world?.sleep ?? sleepUnlessAborted,
          random: options.world?.random ?? Math.random,
          alarm: options.world?.alarm ?? timeoutAlarm,
          onDoubt: (one) => {
            doubts.add(one)
            return () => doubts.delete(one)
          },
        },
        after,
        onChange,
        onState,
      ),
  }
}

interface SessionAnswer {
  readonly session: Awaited<ReturnType<Backend['session']>>
  readonly personas: Personas['people']
  readonly isSampleComing: boolean
}

const IMPORT_TYPES = { json: 'application/json', ndjson: 'application/x-ndjson', csv: 'text/csv' } as const

/** An id inside a path: whatever it holds, it stays one segment. */
function part(id: string): string {
  return encodeURIComponent(id)
}

function sleepUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

function timeoutAlarm(ms: number, ring: () => void): () => void {
  const timer = setTimeout(ring, ms)
  return () => clearTimeout(timer)
}
