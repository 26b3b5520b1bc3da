import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { bodyOf, type Listening, listen } from '../../testing/listen.ts'
import type { DebianTarget, Start } from '../testing/targets.ts'

const NAMESPACES = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
const API = '/v4.0.0/libpod'

/** What a machine lacks to run containers; null where nothing does. */
export function whyNoContainers(): string | null {
  const tried = spawnSync('unshare', [...NAMESPACES, 'true'], { encoding: 'utf8' })
  return tried.status === 0 ? null : `unshare: ${tried.error?.message ?? tried.stderr.trim()} (root may)`
}

/**
 * Podman out of its unpacked packages, in namespaces of its own: its bridges, its packet filter and its mounts are none of
 * the machine's, and all of its processes end with it.
 */
export function engineAt({ file, env }: DebianTarget, home: string): Start {
  const below = (name: string) => path.join(home, name)
  for (const name of ['bin', 'networks', '.config/containers']) fs.mkdirSync(below(name), { recursive: true })
  for (const name of ['iptables', 'ip6tables']) fs.symlinkSync(file('usr/sbin/xtables-nft-multi'), below(`bin/${name}`))
  fs.writeFileSync(below('.config/containers/policy.json'), '{"default":[{"type":"insecureAcceptAnything"}]}')
  fs.writeFileSync(
    below('storage.conf'),
    `[storage]\ndriver = "vfs"\ngraphroot = "${below('images')}"\nrunroot = "${below('running')}"\n`,
  )
  fs.writeFileSync(
    below('containers.conf'),
    `[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
apparmor_profile = "unconfined"
[engine]
conmon_path = ["${file('usr/bin/conmon')}"]
helper_binaries_dir = ["${file('usr/lib/podman')}"]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
tmp_dir = "${below('tmp')}"
volume_path = "${below('volumes')}"
static_dir = "${below('static')}"
[engine.runtimes]
runc = ["${file('usr/sbin/runc')}"]
[network]
network_backend = "netavark"
network_config_dir = "${below('networks')}"
`,
  )
  const serve = `"$0" mount -t tmpfs tmpfs /run && exec "$1" system service --time 0 "unix://$2"`
  return {
    program: 'unshare',
    words: [...NAMESPACES, 'sh', '-c', serve, file('bin/busybox'), file('usr/bin/podman'), socketOf(home)],
    env: {
      ...env,
      HOME: home,
      PATH: `${below('bin')}:${env['PATH'] ?? ''}`,
      CONTAINERS_CONF: below('containers.conf'),
      CONTAINERS_STORAGE_CONF: below('storage.conf'),
      XTABLES_LIBDIR: file('usr/lib/x86_64-linux-gnu/xtables'),
    },
    // `unshare` ignores the usual one while it waits for what it started.
    endedBy: 'SIGKILL',
    isUp: async () => (await ask(home, 'GET', `${API}/_ping`)).status === 200,
  }
}

interface Answer {
  readonly status: number
  readonly body: string
}

/** Podman listens on a socket of its folder, which may do everything. */
export function ask(home: string, method: string, path: string, body: string | Buffer = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': typeof body === 'string' ? 'application/json' : 'application/x-tar' }
    const request = http.request({ socketPath: socketOf(home), method, path, headers }, (answer) => {
      void bodyOf(answer).then((bytes) => resolve({ status: answer.statusCode ?? 0, body: bytes.toString('utf8') }))
    })
    request.on('error', reject)
    request.end(body)
  })
}

const ALLOWED = [
  /^GET \/v4\.0\.0\/libpod\/_ping$/,
  /^GET \/v4\.0\.0\/libpod\/containers\/[^/?]+\/json$/,
  /^POST \/v4\.0\.0\/libpod\/networks\/[^/?]+\/(dis)?connect$/,
]

/** The proxy before it that the connector asks for: it wants a token, and lets through what `leastPrivilege` names. */
export function startGuard(home: string, token: string): Promise<Listening> {
  return listen(async (request, response) => {
    const { method = '', url = '', headers } = request
    const body = await bodyOf(request)
    if (headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end()
    if (!ALLOWED.some((one) => one.test(`${method} ${url}`))) return void response.writeHead(403).end()
    const answer = await ask(home, method, url, body.toString('utf8'))
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
    return undefined
  })
}

function socketOf(home: string): string {
  return path.join(home, 'podman.sock')
}
