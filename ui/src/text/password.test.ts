import { expect, it } from 'vitest'
import { strength } from './password'

it.each([
  ['12345', 'short'],
  ['123456', 'common'],
  ['987654', 'common'],
  ['aaaaaaaa', 'common'],
  ['19880712', 'common'],
  ['13800000000', 'common'],
  ['Password1', 'common'],
  ['ml8k2q', 'fair'],
  ['ml8k2q-77a', 'good'],
  ['mengla xiaozhen', 'good'],
  ['橄榄坝的竹楼', 'good'],
])('%s is %s', (password, word) => expect(strength(password)).toBe(word))

it('takes one’s own name for easily guessed', () => expect(strength('chenmou', 'chenmou')).toBe('common'))
