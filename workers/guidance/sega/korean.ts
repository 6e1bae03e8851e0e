import type { GuideTexts } from '../../../src/shared/guideTexts'
import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean: GuideTexts = {
  label: '개념 (SEGA)',
  summary: '그림에 무언가를 하나씩 더하거나 빼고, 나머지는 원래 나올 모습 그대로 둡니다.',
  fields: {
    concepts: {
      label: '개념',
      help: '있어야 할 것, 또는 없어야 할 것입니다.',
      itemLabel: '개념',
      item: {
        concept: {
          label: '개념',
          help: '무엇인지 프롬프트에 쓰듯이 적으세요.',
          placeholder: 'a face with glasses',
        },
        direction: { label: '방향', optionLabels: { include: '넣기', remove: '빼기' } },
        strength: { label: '강도', help: '오른쪽일수록 많이 바뀝니다.' },
        threshold: {
          label: '임계값',
          help: '오른쪽일수록 개념과 가장 관련된 부분만 바뀝니다. 장소, 빛, 화풍은 전체인 0으로 두고, 프롬프트에 대신 적힌 것은 빼세요.',
        },
        warmUp: {
          label: '시작 시점',
          help: '작용하기 전까지 지나는 단계의 비율입니다. 늦을수록 구도가 더 유지됩니다.',
        },
        coolDown: { label: '끝 시점', help: '작용을 멈추는 단계의 비율입니다. 1이면 끝까지입니다.' },
        weight: { label: '비중', help: '여러 개념 사이에서 차지하는 몫입니다.' },
      },
    },
    momentum: { label: '관성', help: '이전 단계의 방향을 얼마나 더할지 정합니다. 0이면 없습니다.' },
    momentumDecay: { label: '관성의 기억', help: '오른쪽일수록 오래 기억합니다.' },
  },
  messages: translated(messages, {
    conceptEmpty: {
      message: '"{guide}"의 {number}번째 개념에 글이 없습니다.',
      hint: '무엇인지 적거나 지우세요.',
    },
  }),
}
