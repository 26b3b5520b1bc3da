import type { AddressInfo } from 'node:net'
import express from 'express'
import SCIMMY from 'scimmy'
import SCIMMYRouters from 'scimmy-routers'

export const TOKEN = 'scim-token-of-the-containment-client'

interface Stored {
  id: string
  userName: string
  active: boolean
  meta: { lastModified: Date }
}

export interface ScimService {
  readonly url: string
  /** Every change of `active` that the service carried out. */
  readonly changes: { readonly userName: string; readonly active: boolean }[]
  add(userName: string): void
  /** As an administrator would, by hand. */
  setActive(userName: string, active: boolean): void
  close(): Promise<void>
}

const users = new Map<string, Stored>()
let ids = 0
let changed: (user: Stored) => void = () => undefined

/** SCIMMY keeps its resource types in one place for the whole process, so they are declared once. */
SCIMMY.Resources.declare(SCIMMY.Resources.User, {
  egress: (resource: { id?: string }) => {
    if (resource.id !== undefined) {
      const user = users.get(resource.id)
      if (user === undefined) throw new SCIMMY.Types.Error(404, '', `Resource ${resource.id} not found`)
      return user
    }
    return [...users.values()]
  },
  ingress: (resource: { id?: string }, instance: unknown) => {
    const user = users.get(resource.id ?? '')
    if (user === undefined) throw new SCIMMY.Types.Error(404, '', 'not found')
    const { active } = instance as { active?: boolean }
    if (active !== undefined && active !== user.active) {
      user.active = active
      user.meta = { lastModified: new Date(user.meta.lastModified.getTime() + 1) }
      changed(user)
    }
    return user
  },
  degress: () => undefined,
})

/** A SCIM service of its own over HTTP, by the published library, with a small store behind it. */
export async function startScim(): Promise<ScimService> {
  const changes: ScimService['changes'] = []
  users.clear()
  changed = ({ userName, active }) => changes.push({ userName, active })
  const app = express()
  app.use(
    '/scim/v2',
    new SCIMMYRouters({
      type: 'bearer',
      handler: (request: { header(name: string): string | undefined }) => {
        if (request.header('Authorization') !== `Bearer ${TOKEN}`) throw new Error('Another token is needed')
        return 'containment-client'
      },
    }),
  )
  const server = app.listen(0, '127.0.0.1')
  await new Promise<void>((resolve) => server.once('listening', () => resolve()))
  const { port } = server.address() as AddressInfo
  const named = (userName: string): Stored => {
    const user = [...users.values()].find((one) => one.userName === userName)
    if (user === undefined) throw new Error(`the service has no ${userName}`)
    return user
  }
  return {
    url: `http://127.0.0.1:${port}`,
    changes,
    add: (userName) => {
      ids += 1
      users.set(`u-${ids}`, {
        id: `u-${ids}`,
        userName,
        active: true,
        meta: { lastModified: new Date(1_700_000_000_000) },
      })
    },
    setActive: (userName, active) => {
      const user = named(userName)
      user.active = active
      user.meta = { lastModified: new Date(user.meta.lastModified.getTime() + 60_000) }
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
