import { createRoute, z } from '@hono/zod-openapi'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { NO_PREVIOUS } from '../../domain/audit/chain.ts'
import { AuditCode, type AuditEntry } from '../../domain/audit/entry.ts'
import { EMPTY_FRONTIER, inclusionPath, rootOf } from '../../domain/audit/merkle.ts'
import { sentenceText } from '../../domain/audit/sentence.ts'
import { AuditHead, AuditLeaves, AuditProof, AuditRow } from '../../domain/views/other-views.ts'
import type { Gateway } from '../gateway.ts'
import { sha256 } from '../hash.ts'
import { decodeCursor, encodeCursor, json, newApi, pageOf, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { likePattern } from '../store/like-pattern.ts'

const list = createRoute({
  method: 'get',
  path: '/audit',
  tags: ['record'],
  summary: 'Entries of the record, newest first',
  request: {
    query: z.object({
      text: z.string().max(200).optional(),
      code: AuditCode.optional(),
      subject: z.string().max(200).optional(),
      actor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      after: z.string().max(1000).optional(),
    }),
  },
  responses: { 200: json(pageOf(AuditRow), 'One page'), ...problems },
})

const head = createRoute({
  method: 'get',
  path: '/audit/head',
  tags: ['record'],
  summary: 'Size and root of the record (RFC 6962, SHA-256)',
  responses: { 200: json(AuditHead, 'The head of this moment'), ...problems },
})

const leaves = createRoute({
  method: 'get',
  path: '/audit/leaves',
  tags: ['record'],
  summary: 'Stored texts of entries in order, for whoever verifies them',
  request: {
    query: z.object({
      from: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(5000).default(1000),
    }),
  },
  responses: { 200: json(AuditLeaves, 'The texts that were hashed, byte for byte'), ...problems },
})

const proof = createRoute({
  method: 'get',
  path: '/audit/proof',
  tags: ['record'],
  summary: 'Inclusion proof of one entry',
  request: {
    query: z.object({
      sequence: z.coerce.number().int().min(0),
      size: z.coerce.number().int().min(1),
    }),
  },
  responses: { 200: json(AuditProof, 'The path from the entry to the root'), ...problems },
})

export function auditRoutes(gateway: Gateway) {
  const { store } = gateway
  const { tenant } = store

  async function readHead(): Promise<AuditHead> {
    const at = await gateway.now(store.read)
    const row = await store.read
      .selectFrom('audit_head')
      .select(['size', 'root', 'last'])
      .where('tenant', '=', tenant)
      .executeTakeFirst()
    if (row === undefined) {
      return { size: 0, root: bytesToHex(rootOf(EMPTY_FRONTIER, sha256)), last: NO_PREVIOUS, at }
    }
    return { ...row, at }
  }

  return newApi()
    .openapi(list, async (c) => {
      await requireMay(gateway, c, 'read-audit')
      const query = c.req.valid('query')
      const shape = JSON.stringify([query.text, query.code, query.subject, query.actor])
      let select = store.read
        .selectFrom('audit_entry')
        .select(['audit_entry.sequence', 'audit_entry.text', 'audit_entry.leaf'])
        .where('audit_entry.tenant', '=', tenant)
      if (query.subject !== undefined) {
        select = select
          .innerJoin('audit_subject', (join) =>
            join
              .onRef('audit_subject.tenant', '=', 'audit_entry.tenant')
              .onRef('audit_subject.sequence', '=', 'audit_entry.sequence'),
          )
          .where('audit_subject.subject_id', '=', query.subject)
      }
      if (query.code !== undefined) select = select.where('audit_entry.code', '=', query.code)
      if (query.actor !== undefined) select = select.where('audit_entry.actor_id', '=', query.actor)
      if (query.text !== undefined && query.text.trim() !== '') {
        select = select.where('audit_entry.search', 'like', likePattern(query.text))
      }
      if (query.after !== undefined) {
        const [before] = decodeCursor(query.after, shape, 1)
        select = select.where('audit_entry.sequence', '<', Number(before))
      }
      const rows = await select
        .orderBy('audit_entry.sequence', 'desc')
        .limit(query.limit + 1)
        .execute()
      const page = rows.slice(0, query.limit)
      const last = page.at(-1)
      const isFiltered = query.text ?? query.code ?? query.subject ?? query.actor
      const { size, at } = await readHead()
      return c.json(
        {
          items: page.map((row) => {
            const entry = JSON.parse(row.text) as AuditEntry
            return { entry, sentence: sentenceText(entry), leaf: row.leaf }
          }),
          next: rows.length > query.limit && last !== undefined ? encodeCursor(shape, [last.sequence]) : null,
          total: isFiltered === undefined ? size : null,
          asOf: at,
        },
        200,
      )
    })
    .openapi(head, async (c) => {
      await requireMay(gateway, c, 'read-audit')
      return c.json(await readHead(), 200)
    })
    .openapi(leaves, async (c) => {
      await requireMay(gateway, c, 'read-audit')
      const { from, limit } = c.req.valid('query')
      const { size } = await readHead()
      const rows = await store.read
        .selectFrom('audit_entry')
        .select('text')
        .where('tenant', '=', tenant)
        .where('sequence', '>=', from)
        .orderBy('sequence')
        .limit(limit)
        .execute()
      return c.json({ from, texts: rows.map((row) => row.text), size }, 200)
    })
    .openapi(proof, async (c) => {
      await requireMay(gateway, c, 'read-audit')
      const { sequence, size } = c.req.valid('query')
      const now = await readHead()
      if (size > now.size || sequence >= size) {
        throw new Problem(
          'not-found',
          `Entry ${sequence} is not in a record of ${size}; the record has ${now.size} entries.`,
        )
      }
      const read = (level: number, position: number) => readNode(gateway, level, position)
      const path = await inclusionPath(sequence, size, read, sha256)
      const leaf = await read(0, sequence)
      const root = size === now.size ? now.root : bytesToHex(await rootAt(gateway, size))
      return c.json({ sequence, size, leaf: bytesToHex(leaf), path: path.map((hash) => bytesToHex(hash)), root }, 200)
    })
}

async function readNode(gateway: Gateway, level: number, position: number): Promise<Uint8Array> {
  const { store } = gateway
  if (level === 0) {
    const row = await store.read
      .selectFrom('audit_entry')
      .select('leaf')
      .where('tenant', '=', store.tenant)
      .where('sequence', '=', position)
      .executeTakeFirst()
    if (row !== undefined) return hexToBytes(row.leaf)
  } else {
    const row = await store.read
      .selectFrom('audit_node')
      .select('hash')
      .where('tenant', '=', store.tenant)
      .where('level', '=', level)
      .where('position', '=', position)
      .executeTakeFirst()
    if (row !== undefined) return hexToBytes(row.hash)
  }
  throw new Problem('not-found', `The record lacks node ${level}/${position}. It was damaged: verify the whole record.`)
}

/** The root of an earlier size, from the complete nodes under its right edge. */
async function rootAt(gateway: Gateway, size: number): Promise<Uint8Array> {
  const peaks: Uint8Array[] = []
  let start = 0
  for (let level = Math.floor(Math.log2(size)); level >= 0; level -= 1) {
    const width = 2 ** level
    if (Math.floor(size / width) % 2 === 1) {
      peaks.push(await readNode(gateway, level, start / width))
      start += width
    }
  }
  return rootOf({ size, peaks }, sha256)
}
