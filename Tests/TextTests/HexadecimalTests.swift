import Testing
import Text

@Suite struct HexadecimalTests {
    @Test(
        arguments: [
            ([], ""), ([0], "00"), ([0x0A, 0xFF], "0aff"), ([1, 0x23, 0x45], "012345"),
        ] as [([UInt8], String)])
    func bytesHaveTwoDigitsEach(bytes: [UInt8], digits: String) {
        #expect(Hexadecimal.text(of: bytes) == digits)
    }

    @Test(
        arguments: [
            (0, 1, "0"), (0x1B, 1, "1b"), (0x1B, 4, "001b"), (UInt64.max, 4, "ffffffffffffffff"),
        ] as [(UInt64, Int, String)])
    func numbersAreFilledWithZeros(number: UInt64, digits: Int, text: String) {
        #expect(Hexadecimal.text(number, digits: digits) == text)
        #expect(
            Hexadecimal.text(number, digits: digits, uppercase: true) == text.uppercased())
    }

    @Test func everyByteIsReadBack() {
        for byte in UInt8.min...UInt8.max {
            for text in [
                Hexadecimal.text(of: [byte]), "\(Hexadecimal.text(of: [byte]).uppercased())",
            ] {
                let digits = Array(text.utf8)
                #expect(Hexadecimal.byte(digits[0], digits[1]) == byte)
            }
        }
    }

    @Test(arguments: ["", "1", "+5", "-1", "g0", " 1", "é"])
    func anythingElseIsNoByte(text: String) {
        let digits = Array(text.utf8)
        #expect(Hexadecimal.byte(digits.first, digits.dropFirst().first) == nil)
    }

    @Test(
        arguments: [("é", "U+00E9"), ("\u{0}", "U+0000"), ("👍", "U+1F44D")]
            as [(Unicode.Scalar, String)])
    func aCodePointHasItsUsualName(scalar: Unicode.Scalar, name: String) {
        #expect(scalar.codePoint == name)
    }
}
