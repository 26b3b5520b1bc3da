import type pg from 'pg'
import { digestText } from '../../hash.ts'
import type { Execution, Health } from '../connector.ts'
import { type ConnectorKind, linesField } from '../kind.ts'
import { reasonOf } from '../outbound/read-answer.ts'
import { among } from '../target/http-kind.ts'
import { readPairs } from '../target/http-switch.ts'
import {
  type Aim,
  createSwitch,
  type NotSetUp,
  type Reading,
  refText,
  type SwitchDriver,
} from '../target/switch-connector.ts'
import { brokenStatement, connecting, LOGIN_FIELDS, unreadableRole, WHO, type Work } from './login.ts'

interface Job {
  readonly jobid: string
  readonly active: boolean
  readonly schedule: string
  readonly command: string
  readonly running: string
}

/** pg_cron shows an account its own jobs and no others. */
const READ = `select jobid::text, active, schedule, command, (
    select count(*) from cron.job_run_details run
    where run.jobid = job.jobid and run.status in ('starting', 'connecting', 'sending', 'running')
  )::text as running from cron.job job where jobname = $1 and username = current_user`

/** Pauses a job that PostgreSQL itself runs on a schedule (pg_cron); a run that has started goes on, which is read back. */
export const PG_CRON_JOB: ConnectorKind = {
  id: 'pg-cron-job',
  title: 'pg_cron job',
  purpose: 'Deactivates a scheduled job inside PostgreSQL and activates it again.',
  actions: ['pause-pipeline', 'resume-pipeline'],
  fields: [...LOGIN_FIELDS, linesField('jobs', 'Jobs', 'identity = job name, one a line')],
  leastPrivilege: [
    'To be the account that owns the jobs: pg_cron lets nobody else but a superuser change them',
    'USAGE on the schema cron, and EXECUTE on cron.alter_job, which pg_cron gives to nobody by itself',
  ],
  triedAgainst: 'PostgreSQL 15 with pg_cron 1.4 (Debian 12), with an account that owns the jobs and has those rights.',
  isTried: true,
  create(config, tools) {
    const run = connecting(config, tools)
    const jobs = readPairs(config.values['jobs'] ?? '')
    return createSwitch({
      title: config.name,
      verifyWithinMs: 30_000,
      undoSeconds: 30,
      drivers: [jobSwitch(run, jobs)],
      find: among(jobs),
      health: async (signal): Promise<Health> => {
        try {
          await run(signal, (query) => query('select 1 from cron.job limit 1'))
          return { ok: true, detail: 'It answers and shows our jobs.' }
        } catch (error) {
          return { ok: false, detail: `${WHO} did not answer: ${reasonOf(error)}` }
        }
      },
    })
  },
}

function jobSwitch(run: Work, jobs: ReadonlyMap<string, string>): SwitchDriver {
  const find = (name: string, signal: AbortSignal) =>
    run(signal, async (query) => (await query<Job & pg.QueryResultRow>(READ, [name]))[0] ?? null)
  const statement = (way: 'close' | 'open') =>
    `select cron.alter_job(jobid, active := ${way === 'open'}) from cron.job where jobname = $1 and username = current_user`
  return {
    close: 'pause-pipeline',
    open: 'resume-pipeline',
    survives: ['A run that has started: pausing a schedule ends none.'],
    undoCannotRestore: [],
    aim: async ({ account }, signal): Promise<Aim | string | NotSetUp> => {
      const name = jobs.get(account)
      if (name === undefined || name === '') return { notSetUp: `No job is set for ${account}.` }
      try {
        return (await find(name, signal)) === null ? `${WHO} shows our account no job ${name}.` : { account, ref: name }
      } catch (error) {
        return `${WHO} did not answer: ${reasonOf(error)}`
      }
    },
    describe: (aim, way) => ({ statements: [statement(way)], parameters: [refText(aim)] }),
    read: async (aim, signal): Promise<Reading> => {
      try {
        const job = await find(refText(aim), signal)
        if (job === null) return { kind: 'gone', detail: `${WHO} shows no job ${refText(aim)} any more.` }
        const isRunning = Number(job.running) > 0
        return {
          kind: 'known',
          isClosed: !job.active,
          containment: job.active ? 'not-contained' : isRunning ? 'new-sessions-only' : 'contained',
          detail: `The job is ${job.active ? 'active' : 'not active'}; ${job.running} runs are under way.`,
          mark: digestText(`${job.jobid} ${job.schedule} ${job.command}`),
        }
      } catch (error) {
        return unreadableRole(error)
      }
    },
    send: async (aim, way, signal): Promise<Execution> => {
      try {
        await run(signal, (query) => query(statement(way), [refText(aim)]))
        return { kind: 'accepted', detail: `${WHO} carried it out.` }
      } catch (error) {
        return brokenStatement(error)
      }
    },
  }
}
