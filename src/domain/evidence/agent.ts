import type { Identity } from '../identity/identity.ts'
import type { EpochMs } from '../time/instant.ts'
import { AUTHORITIES, type Authority, type Facts } from './fields.ts'

type Agent = NonNullable<Identity['agent']>

/** What an agent's owner allows it, against what it did. Empty for an identity that is not described as an agent. */
export function agentFacts(identity: Identity | null, tool: string | null, at: EpochMs | null): Facts {
  const agent = identity?.claimed === true ? identity.agent : null
  if (identity === null || agent === null) return {}
  const facts: Record<string, Facts[string]> = {}
  if (at !== null) facts['agent.in_task_window'] = isInWindow(agent, at)
  const task = taskAuthority(identity, agent)
  if (task !== null) facts['agent.task_authority'] = task
  if (tool === null) return facts
  facts['agent.tool_approved'] = agent.approvedTools.includes(tool)
  const asked = toolAuthority(tool)
  if (asked === null) return facts
  facts['agent.tool_authority'] = asked
  if (task !== null) facts['agent.authority_exceeded'] = AUTHORITIES.indexOf(asked) > AUTHORITIES.indexOf(task)
  return facts
}

/** Whether one of its windows is open; an agent without windows may work at any time. One that ends before it begins crosses midnight. */
export function isInWindow({ windows }: Agent, at: EpochMs): boolean {
  const date = new Date(at)
  const minute = date.getUTCHours() * 60 + date.getUTCMinutes()
  const today = date.getUTCDay()
  const yesterday = (today + 6) % 7
  return (
    windows.length === 0 ||
    windows.some(({ days, fromMinute, toMinute }) => {
      if (fromMinute <= toMinute) return days.includes(today) && fromMinute <= minute && minute < toMinute
      return (days.includes(today) && minute >= fromMinute) || (days.includes(yesterday) && minute < toMinute)
    })
  )
}

/** The most that its work needs: what its approved tools can do, else what it may do at all. */
function taskAuthority(identity: Identity, agent: Agent): Authority | null {
  const approved = agent.approvedTools.map(toolAuthority).filter((authority) => authority !== null)
  const most = AUTHORITIES.findLast((authority) => approved.includes(authority))
  if (most !== undefined) return most
  return identity.privilege === null || identity.privilege === 'none' ? null : identity.privilege
}

/** By the words of the name, the mightiest first. Not complete, and not meant to be: a name without any of them tells nothing. */
const WORDS: Readonly<Record<Authority, ReadonlySet<string>>> = {
  admin: new Set(
    'admin administer iam sudo root grant revoke assume impersonate privilege privileges permission permissions role roles policy policies disable deactivate rotate'.split(
      ' ',
    ),
  ),
  write: new Set(
    'write create update delete remove drop put post patch set insert upsert add edit modify send publish deploy run exec execute invoke start stop move rename upload merge approve transfer pay refund'.split(
      ' ',
    ),
  ),
  read: new Set(
    'read get list search find lookup query describe fetch view show count download export summarize summarise browse retrieve check'.split(
      ' ',
    ),
  ),
}

/** What a tool can do, as its name says: `delete_user` writes, `case_read` reads, `iam_attach` administers. Null where it does not say. */
export function toolAuthority(tool: string): Authority | null {
  const words = tool
    .slice(0, 256)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
  return AUTHORITIES.findLast((authority) => words.some((word) => WORDS[authority].has(word))) ?? null
}
