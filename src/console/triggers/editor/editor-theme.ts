import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/*
 * The editor in the page's own tokens, so that it follows the theme without being told. Hues say as little here as
 * elsewhere: keys stand in the first voice, values in the second, and only faults are coloured.
 */

const frame = EditorView.theme({
  '&': {
    height: '100%',
    color: 'var(--text-2)',
    backgroundColor: 'var(--sunken)',
    fontSize: 'var(--fs-small)',
  },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-id)', lineHeight: '20px', overflow: 'auto' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 12px 0 8px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in oklab, var(--accent) 26%, transparent)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in oklab, var(--text) 4%, transparent)' },
  '.cm-gutters': { color: 'var(--text-3)', backgroundColor: 'var(--sunken)', border: 'none' },
  '.cm-activeLineGutter': { color: 'var(--text)', backgroundColor: 'transparent' },
  '.cm-lineNumbers .cm-gutterElement': {
    padding: '0 4px 0 12px',
    minWidth: '36px',
    fontVariantNumeric: 'tabular-nums',
  },
  '.cm-line.cm-revealed': { backgroundColor: 'color-mix(in oklab, var(--accent) 13%, transparent)' },
  '.cm-specialChar': { color: 'var(--doubt)', border: '1px solid var(--doubt)', borderRadius: '2px' },
  '.cm-matchingBracket': { backgroundColor: 'var(--select)', outline: 'none' },
  '.cm-searchMatch': { backgroundColor: 'color-mix(in oklab, var(--doubt) 24%, transparent)' },
  '.cm-searchMatch-selected': { backgroundColor: 'color-mix(in oklab, var(--doubt) 45%, transparent)' },

  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--bad)',
    textUnderlineOffset: '4px',
  },
  '.cm-lint-marker-error': {
    content: 'none',
    width: '8px',
    height: '8px',
    margin: '6px 2px',
    borderRadius: '50%',
    backgroundColor: 'var(--bad)',
  },
  '.cm-gutter-lint': { width: '14px' },

  '.cm-tooltip': {
    color: 'var(--text)',
    backgroundColor: 'var(--raised)',
    border: 'none',
    borderRadius: 'var(--r-m)',
    boxShadow: 'var(--elev-2)',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--fs-small)',
  },
  '.cm-diagnostic': {
    padding: '6px 12px',
    borderLeft: '3px solid var(--bad)',
    whiteSpace: 'pre-wrap',
    maxWidth: '480px',
  },
  '.cm-diagnosticAction': {
    margin: '4px 0 0',
    padding: '3px 8px',
    color: 'var(--text)',
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--r-m)',
    font: 'inherit',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-id)', maxHeight: '260px' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px !important', color: 'var(--text-2)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    color: 'var(--text) !important',
    backgroundColor: 'var(--select) !important',
  },
  '.cm-completionMatchedText': { color: 'var(--accent)', textDecoration: 'none' },
  '.cm-completionDetail': {
    marginLeft: '16px',
    color: 'var(--text-3)',
    fontStyle: 'normal',
    fontFamily: 'var(--font-ui)',
  },
  '.cm-completionInfo': { padding: '6px 12px', maxWidth: '360px', color: 'var(--text-2)' },

  '.cm-panels': { color: 'var(--text)', backgroundColor: 'var(--raised)', borderColor: 'var(--line) !important' },
  '.cm-panel.cm-search': { padding: '6px 12px', fontFamily: 'var(--font-ui)' },
  '.cm-panel.cm-search input, .cm-panel.cm-search button': {
    color: 'var(--text)',
    backgroundColor: 'var(--sunken)',
    backgroundImage: 'none',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--r-m)',
    font: 'inherit',
    padding: '2px 8px',
  },
})

const inks = HighlightStyle.define([
  {
    tag: [tags.definition(tags.propertyName), tags.propertyName],
    color: 'var(--text)',
    fontWeight: 'var(--fw-strong)',
  },
  { tag: [tags.string, tags.content, tags.attributeValue], color: 'var(--text-2)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--text-3)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--text-3)' },
  { tag: [tags.keyword, tags.typeName, tags.labelName, tags.meta], color: 'var(--text-2)' },
])

export const editorTheme: Extension = [frame, syntaxHighlighting(inks)]
