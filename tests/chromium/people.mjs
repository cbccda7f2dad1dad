// Invented people: names that are nobody's, identity numbers of area 99, which no county has.

import { deepStrictEqual } from 'node:assert/strict'

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎']
const GIVEN = [...'某甲乙丙丁戊己庚辛壬癸']

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** An identity number with a valid check character (GB 11643). */
export function idNumber(birth, order, area = '990101') {
  const body = `${area}${birth.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(body[at]), 0)
  return body + '10X98765432'[sum % 11]
}

/** The n-th of any number of people, never two alike. */
export function person(n) {
  const name = SURNAMES[n % SURNAMES.length] + '某' + GIVEN[Math.floor(n / SURNAMES.length)]
  const birth = `19${70 + (n % 29)}-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 27)).padStart(2, '0')}`
  return { name, birth, id: idNumber(birth, 100 + n), phone: `138${String(n).padStart(8, '0')}`, account: `62000000000${String(n).padStart(8, '0')}` }
}

deepStrictEqual(idNumber('1988-07-12', 1), '99010119880712001X')
