/** A command of the command line. `run` answers the exit status: 0 all well, 1 not all, 2 misuse. */
export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  run(args: readonly string[], io: Io): Promise<number>
}

/** What a command may touch of the world, so that tests can hand it another one. */
export interface Io {
  /** Resolves when the text is handed on; afterwards `isClosed` may have become true. */
  out(text: string): Promise<void>
  err(text: string): Promise<void>
  /** Nobody reads the output any more (a closed pipe): stop quietly. */
  isClosed(): boolean
  /** Whether standard input is a person at a terminal rather than a pipe or file. */
  readonly isInputTerminal: boolean
  /** All of standard input, at most `maxBytes` + 1 bytes of it, so that the caller can tell that there is more. */
  readInput(maxBytes: number): Promise<Uint8Array>
}
