import { translated } from '../shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  noRecipe: {
    message: '편집으로 만든 그림이 아니므로 레시피가 없습니다.',
    hint: '편집 결과를 내보내세요.',
  },
  noMaskNow: {
    message: '이 편집은 마스크 안에서 했는데, 지금은 보이는 마스크가 없습니다.',
    hint: '레이어에서 마스크를 표시하거나 새로 칠하세요.',
  },
  leftOut: {
    message: '취소했습니다.',
    hint: '다시 실행하세요.',
  },
  openFirst: {
    message: '체크포인트 "{name}"이(가) 열려 있지 않습니다.',
    hint: '편집 패널에서 다시 연 뒤 ‘계속’을 누르세요.',
  },
  noSettings: {
    message: '"{name}" 파일에는 읽을 수 있는 설정이 없습니다.',
    hint: '레시피나 ComfyUI 워크플로, 다른 프로그램이 그림과 함께 쓴 설정 파일을 사용하세요.',
  },
  notPictures: {
    message: '그림이 아니어서 제외했습니다: {names}.',
    hint: '이 창에는 그림만 놓을 수 있습니다. 다른 것을 열려면 창을 닫으세요.',
  },
  nothingToTake: {
    message: '끌어다 놓은 것에는 열 수 있는 것이 없습니다.',
    hint: '그림이나 그림의 주소, 체크포인트, 편집 설정을 놓으세요. 다른 글은 글상자에 놓으세요.',
  },
  nothingToPaste: {
    message: '클립보드에는 열 수 있는 것이 없습니다.',
    hint: '먼저 그림이나 그림의 주소, 편집 설정을 복사하세요.',
  },
  fileWithheld: {
    message: '다른 프로그램이 파일을 넘겨주지 않았습니다.',
    hint: '그 프로그램에서 폴더에 저장한 뒤, 그 폴더에서 끌어다 놓으세요.',
  },
  folderNotDropped: {
    message: '이 브라우저에서는 "{name}" 폴더를 끌어다 놓아 열 수 없습니다.',
    hint: '체크포인트 창에서 선택하세요.',
  },
})
