import { acceptCompletion, autocompletion, type CompletionContext, closeBrackets } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language'
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { Annotation, Compartment, EditorState, StateEffect, StateField, type Text } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { useEffect, useEffectEvent, useRef } from 'react'
import * as words from '#words/workbench.tsx'
import type { LabProblem, Vocabulary } from '../../../engine/worker/client.ts'
import { offersAt } from './complete.ts'
import { editorTheme } from './editor-theme.ts'

export interface YamlEditorProps {
  /** Names the field: "Text of stolen-instance-role". */
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly isReadOnly: boolean
  readonly problems: readonly LabProblem[]
  /** Null while no words are known: nothing is offered then. */
  readonly vocabulary: Vocabulary | null
  /** Goes to the line, counted from 1, and takes the focus. A new object goes there again. */
  readonly reveal: { readonly line: number; readonly column?: number } | null
}

/** The text of a rule, with what is wrong underlined at its place and what may be written offered as one types. */
export function YamlEditor(props: YamlEditorProps) {
  const { label, value, isReadOnly, problems, vocabulary, reveal } = props
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const said = useRef(vocabulary)
  const writing = useRef(new Compartment())
  const changed = useEffectEvent((text: string) => props.onChange(text))
  const atFirst = useEffectEvent(() => ({ label, value, isReadOnly }))

  useEffect(() => {
    if (host.current === null) return undefined
    const { label, value, isReadOnly } = atFirst()
    const opened = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          lintGutter(),
          lineNumbers(),
          highlightActiveLineGutter(),
          highlightActiveLine(),
          highlightSpecialChars({ addSpecialChars: HIDDEN }),
          highlightSelectionMatches(),
          history(),
          drawSelection(),
          indentOnInput(),
          indentUnit.of('  '),
          bracketMatching(),
          closeBrackets(),
          yaml(),
          EditorView.lineWrapping,
          revealed,
          autocompletion({ override: [(context) => complete(context, said.current)], icons: false }),
          keymap.of([
            // Tab leaves the field, as everywhere; it takes an offer only while offers are shown.
            { key: 'Tab', run: acceptCompletion },
            { key: 'Mod-]', run: indentMore },
            { key: 'Mod-[', run: indentLess },
            ...historyKeymap,
            ...searchKeymap,
            ...lintKeymap,
            ...defaultKeymap,
          ]),
          EditorView.contentAttributes.of({
            'aria-label': label,
            tabindex: '0',
            spellcheck: 'false',
            autocorrect: 'off',
          }),
          EditorView.updateListener.of((update) => {
            const isOurs = update.transactions.some((transaction) => transaction.annotation(FROM_PAGE) === true)
            if (update.docChanged && !isOurs) changed(update.state.doc.toString())
          }),
          writing.current.of(EditorState.readOnly.of(isReadOnly)),
          editorTheme,
        ],
      }),
    })
    view.current = opened
    return () => opened.destroy()
  }, [])

  useEffect(() => {
    said.current = vocabulary
  }, [vocabulary])

  useEffect(() => {
    view.current?.dispatch({ effects: writing.current.reconfigure(EditorState.readOnly.of(isReadOnly)) })
  }, [isReadOnly])

  useEffect(() => {
    const opened = view.current
    if (opened === null || opened.state.doc.toString() === value) return
    opened.dispatch({
      changes: { from: 0, to: opened.state.doc.length, insert: value },
      annotations: FROM_PAGE.of(true),
    })
  }, [value])

  useEffect(() => {
    const opened = view.current
    if (opened === null) return
    opened.dispatch(
      setDiagnostics(
        opened.state,
        problems.map((problem) => diagnosticOf(problem, opened.state.doc)),
      ),
    )
  }, [problems])

  useEffect(() => {
    const opened = view.current
    if (opened === null || reveal === null) return
    const { doc } = opened.state
    const line = doc.line(Math.min(Math.max(1, reveal.line), doc.lines))
    const at = Math.min(line.to, line.from + Math.max(0, (reveal.column ?? 1) - 1))
    opened.dispatch({
      selection: { anchor: at },
      effects: [EditorView.scrollIntoView(at, { y: 'center' }), markLine.of(line.from)],
    })
    opened.focus()
  }, [reveal])

  return <div ref={host} id={EDITOR_ID} className="h-full min-h-0" />
}

/** There is one on a page. */
const EDITOR_ID = 'trigger-text'

/** Takes the focus to where somebody last wrote. */
export function focusEditor(): void {
  document.querySelector<HTMLElement>(`#${EDITOR_ID} [role=textbox]`)?.focus()
}

/** A change that came from outside of the editor is not told back. */
const FROM_PAGE = Annotation.define<boolean>()

/** What turns text around or cannot be seen, beside what the editor marks by itself. */
const HIDDEN = /\u200c|\u200d|[\u202a-\u202c\u2060-\u2064\u2068]|[\u{e0000}-\u{e007f}]/u

const markLine = StateEffect.define<number>()

/** The line that somebody asked for, until they write. */
const revealed = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    const asked = transaction.effects.find((effect) => effect.is(markLine))
    if (asked !== undefined) return Decoration.set(Decoration.line({ class: 'cm-revealed' }).range(asked.value))
    return transaction.docChanged ? Decoration.none : marks
  },
  provide: (field) => EditorView.decorations.from(field),
})

function complete(context: CompletionContext, said: Vocabulary | null) {
  const found = said === null ? null : offersAt(context.state.doc.toString(), context.pos, said)
  if (found === null || (found.from === context.pos && !context.explicit)) return null
  return {
    from: found.from,
    options: found.offers.map(({ label, insert, detail, meaning }) => ({
      label,
      ...(insert === undefined ? {} : { apply: insert }),
      ...(detail === undefined ? {} : { detail }),
      ...(meaning === undefined || meaning === '' ? {} : { info: meaning }),
    })),
    validFor: /^[^\s:|,[\]{}]*$/,
  }
}

function diagnosticOf({ line, column, message, shouldBe, isWarning, fix }: LabProblem, doc: Text): Diagnostic {
  const place = doc.line(Math.min(Math.max(1, line), doc.lines))
  const from = Math.min(place.to, place.from + Math.max(0, column - 1))
  const word = /^[^\s,[\]{}]+/.exec(doc.sliceString(from, place.to))?.[0] ?? ''
  return {
    from,
    to: from + word.length,
    severity: isWarning ? 'warning' : 'error',
    message: words.shouldBe(message, shouldBe),
    actions: fix === null ? [] : [{ name: words.use(fix.text), apply: (view) => applyFix(view, fix) }],
  }
}

function applyFix(view: EditorView, { line, column, length, text }: NonNullable<LabProblem['fix']>): void {
  if (line > view.state.doc.lines) return
  const from = view.state.doc.line(line).from + column - 1
  view.dispatch({ changes: { from, to: Math.min(view.state.doc.length, from + length), insert: text } })
  view.focus()
}
