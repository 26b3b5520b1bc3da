import type { ReactNode } from 'react'

export const loadingTheDescription = 'Loading the description of the API'
export const api = 'API'
export const openapiJson = 'openapi.json'
export const version = (title: string, version: string) => `${title} ${version}, OpenAPI 3.1`
export const operations = 'Operations'
export const searchOperations = 'Search operations'
export const pathOrWords = 'Path or words'
export const noOperation = 'No operation has these words.'
export const noPaths = 'It was read, and its list of paths is empty.'
export const documentIsEmpty = 'The document holds no operation'

export const copyLink = 'Copy link'
export const linkToThisOperation = 'Link to this operation'
export const methodAndPath = (method: ReactNode, path: string) => (
  <>
    {method} /api{path}
  </>
)
export const takes = 'Takes'
export const nothing = 'Nothing.'
export const body = (type: string) => `Body, ${type}`
export const refusesWith = 'Refuses with'
export const answers = (status: string) => `Answers ${status}`
export const noBody = 'no body'
export const hasIdempotencyKey = 'with an Idempotency-Key'
export const hasIfMatch = 'with If-Match and the version seen'
export const safeToRepeat = 'safe to repeat'
export const optional = 'optional'

export const oneOf = (enumValue: string) => `one of ${enumValue}`
export const or = ' or '
export const listOf = (type: string) => `list of ${type}`
export const type: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  null: 'null',
  object: 'object',
  array: 'list',
}

export const gatewayIsSilent = 'The gateway does not answer'
export const tryAgainInAMoment = 'Try again in a moment.'
export const thereIsNoDescription = 'There is no description here'
export const whatServes = 'What serves this page does not describe its API under /api/openapi.json.'
export const again = (name: string) => `${name} again`
export const itself = 'itself'
export const text = 'text'
export const typeAndPlace = (type: string, place: string) => `${type}, in ${place}`
