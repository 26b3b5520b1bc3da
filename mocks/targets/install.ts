import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const here = import.meta.dirname

/** Systems of Debian's; each folder gets the named packages and whatever of their dependencies the machine has not. */
const DEBIAN: Readonly<Record<string, readonly string[]>> = {
  redis: ['redis-server'],
  slapd: ['slapd'],
  'pg-cron': ['postgresql-15', 'postgresql-client-15', 'postgresql-15-cron'],
  rabbitmq: ['rabbitmq-server'],
  podman: ['podman', 'netavark', 'iptables', 'runc', 'busybox-static'],
  keystone: ['python3-keystone'],
}

/**
 * Dependencies that nothing here ever loads: command-line clients, documentation, translations, other databases and message
 * queues. They are most of what Keystone's packages would bring: 26 MB to fetch instead of 10.
 */
const IDLE =
  /^(alembic|ieee-data|python3?-babel(-localedata)?|(python3-)?(sphinx|docutils)(-common)?|python3-(openstackclient|openstacksdk|(nova|neutron|cinder|glance)client|confluent-kafka|zmq|gevent|future|lxml|ldap|psycopg2)|lib(rdkafka1|zmq5|norm1|pgm-5\.3-0))$/

installFromNpm()
for (const [name, packages] of Object.entries(DEBIAN)) report(name, unpack(name, packages))

function installFromNpm(): void {
  const lock = createHash('sha256')
    .update(fs.readFileSync(path.join(here, 'package-lock.json')))
    .digest('hex')
  const stamp = path.join(here, 'node_modules', '.lock-sha256')
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === lock) return report('npm', null)
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: here,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (npm.status !== 0) {
    process.stderr.write(`The targets from npm could not be installed in ${here}.\n`)
    process.exit(1)
  }
  fs.writeFileSync(stamp, lock)
  report('npm', null)
}

/** Null where it is there now; else why it cannot be had, which is kept for the tests to say. */
function unpack(name: string, packages: readonly string[]): string | null {
  const folder = path.join(here, 'debian', name)
  const stamp = path.join(folder, 'packages')
  const wanted = packages.join(' ')
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return null
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(path.join(folder, 'root'), { recursive: true })
  const why = download(folder, packages)
  if (why === null) fs.writeFileSync(stamp, wanted)
  else fs.writeFileSync(path.join(folder, 'why'), why)
  return why
}

function download(folder: string, packages: readonly string[]): string | null {
  const plan = ['install', '--simulate', '--no-install-recommends', ...packages]
  let simulated = run('apt-get', plan, folder)
  if (simulated.status !== 0 && process.getuid?.() === 0) {
    run('apt-get', ['update', '-q'], folder)
    simulated = run('apt-get', plan, folder)
  }
  if (simulated.status !== 0) return `apt-get does not offer ${packages.join(', ')}: ${lastLine(simulated)}`
  const missing = [...simulated.stdout.matchAll(/^Inst (\S+)/gm)]
    .map((match) => match[1] ?? '')
    .filter((dependency) => !IDLE.test(dependency))
  const fetched = run('apt-get', ['download', ...new Set([...packages, ...missing])], folder)
  if (fetched.status !== 0) return `apt-get could not download it: ${lastLine(fetched)}`
  for (const file of fs.readdirSync(folder).filter((one) => one.endsWith('.deb'))) {
    const unpacked = run('dpkg', ['-x', file, 'root'], folder)
    if (unpacked.status !== 0) return `dpkg could not unpack ${file}: ${lastLine(unpacked)}`
    fs.rmSync(path.join(folder, file))
  }
  return null
}

function run(program: string, words: readonly string[], cwd: string) {
  return spawnSync(program, words, { cwd, encoding: 'utf8', timeout: 300_000, env: { ...process.env, LC_ALL: 'C' } })
}

function lastLine({ stderr, error }: ReturnType<typeof run>): string {
  return error?.message ?? stderr.trim().split('\n').at(-1) ?? 'it does not say why'
}

function report(name: string, why: string | null): void {
  process.stdout.write(why === null ? `Target ${name}: there\n` : `Target ${name}: NOT TRIED HERE. ${why}\n`)
}
