import { callAs, deliver } from './caller.ts'
import { expect } from './fixtures.ts'
import type { RunningGateway } from './gateway.ts'

/** Findings of Falco that open an alert each. */
export async function bringShells(gateway: RunningGateway, count: number): Promise<void> {
  const now = Date.now()
  const report = await deliver(
    await callAs(gateway, 'pe_sample_ivo'),
    'falco',
    Array.from({ length: count }, (_, i) => ({
      rule: `Terminal shell in container ${i}`,
      priority: 'Warning',
      source: 'syscall',
      hostname: `host-${i}`,
      output: `Terminal shell on host-${i}`,
      time: new Date(now + i).toISOString(),
      output_fields: { 'proc.name': 'sh', 'k8s.pod.name': `pod-${i}`, 'k8s.ns.name': 'shop' },
    })),
  )
  expect(report).toMatchObject({ refused: 0, alertsOpened: count })
}
