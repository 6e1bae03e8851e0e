import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  noMeaning: {
    message: '레시피의 "{setting}" 설정은 스케줄러 "{scheduler}"에서 의미가 없습니다.',
    hint: '지우거나, 다음을 고르세요: {meant}.',
  },
  noSchedule: {
    message:
      '스케줄러의 beta 값으로는 노이즈 일정을 만들 수 없습니다. 타임스텝 {timestep}에서 beta는 {beta}, 남은 신호는 {signal}입니다.',
    hint: 'scheduler/scheduler_config.json을 체크포인트 배포처에서 받으세요.',
  },
  notAnObject: {
    message: '스케줄러 설정이 JSON 객체가 아닙니다.',
    hint: 'scheduler/scheduler_config.json을 체크포인트 배포처에서 받으세요.',
  },
  unsupported: {
    message:
      '스케줄러 옵션 "{option}" 값이 {value}인데, 이 프로그램이 받는 값은 다음과 같습니다: {expected}.',
    hint: '레시피에서 다른 스케줄러를 고르거나 다른 체크포인트를 고르세요.',
  },
  unsupportedMissing: {
    message: '스케줄러 옵션 "{option}" 값이 없는데, 이 프로그램이 받는 값은 다음과 같습니다: {expected}.',
    hint: '레시피에서 다른 스케줄러를 고르거나 다른 체크포인트를 고르세요.',
  },
  unknownScheduler: {
    message: '체크포인트의 스케줄러({name})가 이 프로그램에 없습니다.',
    hint: '다른 스케줄러를 고르세요: {schedulers}.',
  },
  noScheduler: {
    message: '체크포인트의 스케줄러(이름 없음)가 이 프로그램에 없습니다.',
    hint: '다른 스케줄러를 고르세요: {schedulers}.',
  },
  unknownOption: {
    message: '스케줄러 설정에 이 프로그램이 모르는 옵션 "{option}" 항목이 있습니다.',
    hint: '다른 체크포인트를 고르거나, 아무것도 바꾸지 않는 옵션이면 지우세요.',
  },
  tooManySteps: {
    message: '레시피의 {steps}단계는 이 스케줄러가 체크포인트의 타임스텝으로 만들 수 있는 수를 넘습니다.',
    hint: '{most}단계 이하로 설정하세요.',
  },

  // What an option may be
  only: '{value}',
  either: '{first} 또는 {second}',
  oneTwoOrThree: '1, 2, 3 중 하나',
  oneOf: '다음 중 하나: {values}',
  number: '숫자',
  numbers: '수의 목록',
  countOfNumbers: '수 {count}개',
  whole: '{least} 이상의 정수',
  atMost: '{most} 이하',
  trueOrFalse: 'true 또는 false',
  oneSpacing: 'false (파일이 다른 간격도 요구합니다)',
  unclipped: 'trailing 간격에서 -Infinity',

  // An old configuration
  outdated: '체크포인트의 스케줄러 설정이 오래된 것입니다: {changes}.',
  changed: '"{option}" 값이 {given}인데 {used}을(를) 썼습니다',
  andAlso: '{first}; {second}',
})
