import fs from 'node:fs'
import path from 'node:path'
import { basicOf } from '../target/http-target.ts'
import { answers, type DebianTarget, type Start } from '../testing/targets.ts'

/** The administrator of the tests. */
export const ADMIN = basicOf('admin', 'of the tests')

/**
 * RabbitMQ out of its unpacked packages: its scripts name absolute folders, so Erlang is started as they would. It listens to
 * other nodes on a port of its own and needs no port mapper, which would outlive it.
 */
export function brokerAt(
  { file, env }: DebianTarget,
  home: string,
  ports: { readonly http: number; readonly amqp: number; readonly distribution: number },
): Start {
  const erlang = file('usr/lib/erlang')
  const binaries = path.join(erlang, only(erlang, /^erts-/), 'bin')
  const rabbit = path.join(file('usr/lib/rabbitmq/lib'), only(file('usr/lib/rabbitmq/lib'), /^rabbitmq_server-/))
  fs.writeFileSync(path.join(home, 'plugins'), '[rabbitmq_management].')
  fs.writeFileSync(
    path.join(home, 'rabbit.conf'),
    [
      `listeners.tcp.1 = 127.0.0.1:${ports.amqp}`,
      'management.tcp.ip = 127.0.0.1',
      `management.tcp.port = ${ports.http}`,
      'default_user = admin',
      'default_pass = of the tests',
      'log.console.level = error',
    ].join('\n'),
  )
  const below = (name: string) => path.join(home, name)
  return {
    program: path.join(binaries, 'erlexec'),
    words: [
      ['-noinput', '-boot', path.join(erlang, 'bin/start_sasl'), '-sname', 'target@localhost'],
      ['-start_epmd', 'false', '-erl_epmd_port', String(ports.distribution)],
      ['-kernel', 'inet_dist_use_interface', '{127,0,0,1}', '-s', 'rabbit', 'boot'],
    ].flat(),
    env: {
      ...env,
      HOME: home,
      ROOTDIR: erlang,
      BINDIR: binaries,
      EMU: 'beam',
      PROGNAME: 'erl',
      ERL_LIBS: path.join(rabbit, 'plugins'),
      RABBITMQ_HOME: rabbit,
      RABBITMQ_NODENAME: 'target@localhost',
      RABBITMQ_CONFIG_FILE: below('rabbit'),
      RABBITMQ_ADVANCED_CONFIG_FILE: below('advanced'),
      RABBITMQ_CONF_ENV_FILE: below('environment'),
      RABBITMQ_ENABLED_PLUGINS_FILE: below('plugins'),
      RABBITMQ_PLUGINS_EXPAND_DIR: below('expanded'),
      RABBITMQ_GENERATED_CONFIG_DIR: below('generated'),
      RABBITMQ_MNESIA_BASE: below('mnesia'),
      RABBITMQ_LOG_BASE: below('log'),
      RABBITMQ_LOGS: '-',
      RABBITMQ_PID_FILE: below('pid'),
    },
    isUp: (port) => answers(`http://127.0.0.1:${port}/api/whoami`, ADMIN),
  }
}

function only(folder: string, name: RegExp): string {
  const found = fs.readdirSync(folder).find((one) => name.test(one))
  if (found === undefined) throw new Error(`${folder} holds nothing that is called like ${name}`)
  return found
}
