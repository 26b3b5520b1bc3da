import * as z from 'zod'

/**
 * Any JSON value. Its type stands in the metadata, since whoever describes the API from the schemas would otherwise follow
 * the recursion without end.
 */
export const AnyJson = z.json().meta({
  type: ['null', 'boolean', 'number', 'string', 'array', 'object'],
  description: 'Any JSON value',
})
