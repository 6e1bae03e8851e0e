import { translated } from '../shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  // Opening a picture
  named: '"{name}"',
  thePicture: '그림',
  file: '{path}',
  heic: 'HEIC 사진',
  tiff: 'TIFF',
  photoshop: '포토샵 파일',
  cameraRaw: '카메라 RAW',
  gimp: 'GIMP',
  krita: 'Krita',
  openRaster: 'OpenRaster',
  archive: '압축',
  postScript: 'PostScript',
  jpeg2000: 'JPEG 2000',
  highRange: '하이 다이내믹 레인지(OpenEXR, Radiance)',
  netpbm: 'Netpbm',
  lfsPointer: '실제 내용 대신 Git LFS 위치만 적힌',
  deepJpeg: '{bits}비트 JPEG',
  losslessJpeg: '무손실 JPEG',
  hierarchicalJpeg: '계층형 JPEG',
  applePng: 'Apple 기기가 앱 안에 두는 형식(CgBI)의 PNG',
  changedPng: '전송 중에 줄바꿈이 바뀐 PNG',
  svg: 'SVG 그림',
  pdf: 'PDF',
  jpegXl: 'JPEG XL',
  webPage: '웹페이지',
  icon: '아이콘(ICO)',
  video: '동영상',
  fileTooLarge: {
    message: '{file}: 크기가 {size} MB로, 열 수 있는 {most} MB보다 큽니다.',
    hint: '먼저 크기를 줄이세요.',
  },
  noAddress: {
    message: '"{address}": 그림의 주소가 아닙니다.',
    hint: 'https://로 시작하는 주소를 입력하세요.',
  },
  notReadFromThere: {
    message: '{host}에 있는 그림을 여기서 읽을 수 없습니다.',
    hint: '디스크에 저장한 뒤 거기서 여세요.',
  },
  notReadFromAddress: {
    message: '그 주소에 있는 그림을 여기서 읽을 수 없습니다.',
    hint: '디스크에 저장한 뒤 거기서 여세요.',
  },
  notAPictureThere: {
    message: '{host} 서버가 그림 대신 {status} 응답을 보냈습니다.',
    hint: '주소를 확인하거나, 그림을 저장한 뒤 디스크에서 여세요.',
  },
  notRead: {
    message: '{file}: 읽을 수 없습니다.',
    hint: '다시 선택하세요.',
  },
  emptyPicture: {
    message: '{file}: 빈 파일입니다.',
    hint: 'PNG, JPEG, WebP, AVIF, GIF, BMP 파일을 사용하세요.',
  },
  unopenedForm: {
    message: '{kind} 파일은 열 수 없습니다.',
    hint: '이 형식을 여는 프로그램에서 PNG나 일반 JPEG로 저장한 다음 여세요.',
  },
  otherKind: {
    message: '{file}: {kind} 파일은 열 수 없습니다.',
    hint: '이 형식을 여는 프로그램에서 PNG나 JPEG로 저장한 다음 여세요.',
  },
  otherCame: {
    message: '{file}: {kind} 파일은 열 수 없습니다.',
    hint: '그림이 보이는 곳에서 그림 자체를 다시 내려받으세요.',
  },
  noPicture: {
    message: '{file}: 열 수 있는 그림이 아닙니다.',
    hint: 'PNG, JPEG, WebP, AVIF, GIF, BMP 파일을 사용하세요.',
  },
  notCopied: {
    message: '브라우저가 그림을 클립보드에 복사하도록 허용하지 않았습니다.',
    hint: '페이지를 클릭한 뒤 다시 시도하거나 파일로 내보내세요.',
  },
  notPasted: {
    message: '브라우저가 클립보드 읽기를 허용하지 않았습니다.',
    hint: '메뉴 대신 Ctrl+V로 붙여넣으세요.',
  },
  recipeNotJson: {
    message: '그림에 담긴 레시피가 JSON이 아닙니다.',
    hint: '그림은 편집할 수 있지만, 설정은 복원할 수 없습니다.',
  },

  // A damaged picture
  cutShort: '{file} 파일이 너무 일찍 끝나, 그림의 일부(주로 아래쪽)가 없을 수 있습니다.',
  wrongPixels: '{file} 파일이 손상되어, 일부 픽셀이 틀리거나 없을 수 있습니다.',
  damaged: {
    message: '그림이 손상되었습니다: {problem}.',
    hint: '파일을 다시 받거나 다른 프로그램에서 새로 저장하세요.',
  },
  damagedCompression: {
    message: '파일의 압축된 부분이 손상되었습니다.',
    hint: '파일을 다시 받으세요.',
  },
  notDecoded: '디코딩할 수 없습니다',
  noMemory: '브라우저에 디코딩할 메모리가 없습니다',
  notAsPng: 'PNG 파일처럼 시작하지 않습니다',
  endsTooEarly: '파일이 중간에 끝납니다',
  noPngChunk: 'PNG 청크가 아닌 것이 들어 있습니다',
  headerElsewhere: '헤더가 제자리에 없습니다',
  otherChecksum: '{chunk} 청크의 체크섬이 맞지 않습니다',
  noKeyword: '{chunk} 청크의 키워드가 올바르지 않습니다',
  unknownZtxt: 'zTXt 청크가 알 수 없는 방식으로 압축되었습니다',
  unknownItxt: 'iTXt 청크가 알 수 없는 방식으로 압축되었습니다',
  chunkEndsTooEarly: '{chunk} 청크가 중간에 끝납니다',
  textNotUtf8: '들어 있는 텍스트가 UTF-8이 아닙니다',
  noPalette: '팔레트가 없거나 불완전합니다',
  beyondPalette: '팔레트에 없는 색을 쓰는 픽셀이 있습니다',
  otherTransparency: '투명색의 길이가 맞지 않습니다',
  otherHeaderLength: '헤더의 길이가 맞지 않습니다',
  otherSize: '헤더의 크기가 {width}x{height} 픽셀입니다',
  unknownPixels: '헤더의 픽셀 형식이 PNG에 없는 것입니다',
  unknownOrder: '행의 순서를 알 수 없습니다',
  unknownChunk: '알 수 없는 청크 {chunk} 항목이 필요합니다',
  rowsMissing: '일부 행이 없습니다',
  unknownFilter: '알 수 없는 방식으로 필터링된 행이 있습니다',
  noAvifDecoder: {
    message: 'AVIF 그림을 디코딩하는 부분을 불러오지 못했습니다.',
    hint: '연결을 확인한 뒤 다시 열거나 PNG, JPEG, WebP 파일을 사용하세요.',
  },
  noSize: '크기를 담은 헤더가 없습니다',
  unknownBmp: '헤더에 픽셀당 {bits}비트, 저장 방식 {compression}로 적혀 있습니다',
  noSegmentLength: '길이가 없는 세그먼트가 있습니다',
  noSignature: '무손실 부분에 서명이 없습니다',
  noStartCode: '키 프레임에 시작 코드가 없습니다',

  // Saving
  jpegTooLarge: {
    message: 'JPEG 파일은 한 변이 최대 {most} 픽셀인데, 이 그림은 {width}x{height} 픽셀입니다.',
    hint: 'PNG로 내보내세요.',
  },
  webpTooLarge: {
    message: 'WebP 파일은 한 변이 최대 {most} 픽셀인데, 이 그림은 {width}x{height} 픽셀입니다.',
    hint: 'PNG로 내보내세요.',
  },
  notWritable: {
    message: '이 브라우저는 그림을 {format} 형식으로 저장할 수 없습니다.',
    hint: 'PNG로 내보내세요.',
  },
  psdTooLarge: {
    message: 'PSD 파일은 한 변이 최대 {most} 픽셀인데, 이 그림은 {width}x{height} 픽셀입니다.',
    hint: '프로젝트 파일로 저장하세요.',
  },
  notWritten: {
    message: '그 위치에 {name} 파일을 저장할 수 없습니다.',
    hint: '다른 폴더를 고르거나 공간을 비우세요.',
  },
  notWrittenInto: {
    message: '"{folder}" 폴더에 {name} 파일을 저장할 수 없습니다.',
    hint: '폴더를 제자리에 두거나 공간을 비운 뒤 ‘계속’을 누르세요.',
  },
  folderGone: {
    message: '"{name}" 폴더를 더는 읽을 수 없습니다.',
    hint: '폴더를 제자리에 둔 뒤 ‘계속’을 누르세요.',
  },
  noAccess: {
    message: '브라우저가 "{name}"에 더는 접근할 수 없습니다.',
    hint: '‘계속’을 누르고 접근을 허용하세요.',
  },
  chosenGone: {
    message: '"{name}" 파일이 더는 없습니다.',
    hint: '다시 고르세요.',
  },

  // Projects and autosave
  laterWork: {
    message: '지난 작업은 더 새로운 버전의 팔림프세스트가 저장한 것이라 읽을 수 없습니다.',
    hint: '페이지를 새로 고쳐 새 버전을 받으세요. 작업은 그대로 보관됩니다.',
  },
  pixelsMissing: {
    message: '지난 작업을 복원할 수 없습니다. 픽셀 일부가 없습니다.',
    hint: '그림이나 프로젝트 파일을 다시 여세요.',
  },
  storageFull: {
    message: '브라우저 저장 공간이 가득 차서 마지막 변경이 저장되지 않았습니다.',
    hint: '작업은 계속할 수 있습니다. 프로젝트를 파일로 저장하거나 공간을 비우세요.',
  },
  nothingStored: {
    message: '브라우저가 이 페이지의 저장을 허용하지 않아 작업이 자동으로 저장되지 않습니다.',
    hint: '작업은 계속할 수 있습니다. 탭을 닫기 전에 프로젝트를 파일로 저장하세요.',
  },
  documentMisfit: {
    message: '저장된 문서가 맞지 않습니다: {problem}.',
    hint: '이전 사본을 열거나, 저장한 프로그램에서 여세요.',
  },
  documentSetting: '{path} {misfit}',
  wholeDocument: '문서 {misfit}',
  gallerySetting: '갤러리: {path} {misfit}',
  layersOfOneId: '두 레이어의 id가 같습니다',
  noActiveLayer: '활성 레이어가 없습니다',
  resultsOfOneId: '갤러리의 두 결과의 id가 같습니다',
  pictureAndMask: '한 레이어가 그림으로 쓰는 것을 다른 레이어가 마스크로 씁니다',
  resultAndMask: '한 결과가 그림으로 쓰는 것을 레이어가 마스크로 씁니다',
  projectTooLarge: {
    message: '프로젝트 파일이 {size} MB로, 열 수 있는 {most} MB보다 큽니다.',
    hint: '다른 파일을 고르세요.',
  },
  noProject: {
    message: 'zip 파일이지만 프로젝트가 아닙니다.',
    hint: '팔림프세스트가 저장한 파일을 고르세요.',
  },
  laterProject: {
    message: '프로젝트 버전이 {version}인데, 이 프로그램은 버전 {known}까지 읽을 수 있습니다.',
    hint: '더 새로운 버전의 팔림프세스트로 여세요.',
  },
  pictureMissing: {
    message: '프로젝트의 한 레이어가 쓰는 그림 "{name}" 파일이 들어 있지 않습니다.',
    hint: '이전 사본을 여세요.',
  },
  unpacksTooLarge: {
    message: '프로젝트 파일 안의 "{name}" 항목은 풀면 {size} MB로, 허용된 크기를 넘습니다.',
    hint: '팔림프세스트가 저장한 파일이 아니거나 손상된 파일입니다.',
  },
  noNetworkFile: {
    message: '고른 것에 가중치가 없습니다.',
    hint: '.safetensors나 .onnx 파일을 고르고, 딸린 .json 파일이 있으면 함께 고르세요.',
  },
  severalNetworks: {
    message: '파일 {count}개를 골랐습니다. 네트워크는 가중치 파일 하나와 config.json 하나입니다.',
    hint: '네트워크 하나의 파일만 고르거나, 파일이 여럿이면 폴더를 고르세요.',
  },
  damagedProject: {
    message: '프로젝트 파일이 아니거나 손상된 파일입니다.',
    hint: '팔림프세스트가 저장한 파일이나 이전 사본을 고르세요.',
  },
})
