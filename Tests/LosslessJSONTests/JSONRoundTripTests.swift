import LosslessJSON
import TestSupport
import Testing

@Suite struct JSONRoundTripTests {
    @Test func whatIsWrittenIsReadBackTheSame() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("JSON round trip: seed \(seed)")
        var random = SplitMix64(seed: seed)
        for _ in 0..<300 {
            let value = randomValue(depth: 0, using: &random)
            let compact = value.compactText
            #expect(try JSON(parsing: compact) == value, "seed \(seed)")
            #expect(try JSON(parsing: compact).compactText == compact, "seed \(seed)")
            #expect(try JSON(parsing: value.prettyText) == value, "seed \(seed)")
        }
    }

    @Test func noBytesMakeTheReaderTrap() {
        let seed = UInt64.random(in: .min ... .max)
        print("JSON reader: seed \(seed)")
        var random = SplitMix64(seed: seed)
        let alphabet =
            Array(#"{}[]:,"\u0d8c1eE+-.truefalsn /"#.utf8) + [0x00, 0x1F, 0x7F, 0xC2, 0xED]
        for _ in 0..<5000 {
            let length = Int.random(in: 0...24, using: &random)
            let bytes = (0..<length).map { _ in alphabet.randomElement(using: &random)! }
            if let value = try? JSON(parsing: bytes) {
                #expect((try? JSON(parsing: value.compactText)) == value, "seed \(seed) \(bytes)")
            }
        }
    }

    private func randomValue(depth: Int, using random: inout SplitMix64) -> JSON {
        switch Int.random(in: 0..<(depth < 5 ? 7 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer(Int64.random(in: .min ... .max, using: &random))
        case 3: return .number(randomDecimal(using: &random))
        case 4: return .string(randomString(using: &random))
        case 5:
            return .array(
                (0..<Int.random(in: 0...5, using: &random)).map { _ in
                    randomValue(depth: depth + 1, using: &random)
                })
        default:
            return .object(
                (0..<Int.random(in: 0...5, using: &random)).map { index in
                    JSON.Member(
                        "\(index)" + randomString(using: &random),
                        randomValue(depth: depth + 1, using: &random))
                })
        }
    }

    private func randomDecimal(using random: inout SplitMix64) -> String {
        let sign = Bool.random(using: &random) ? "-" : ""
        let exponent =
            Bool.random(using: &random) ? "E-\(UInt16.random(in: 0...999, using: &random))" : ""
        return "\(sign)\(UInt64.random(in: 0...99, using: &random))"
            + ".\(UInt64.random(in: 0...(.max), using: &random))\(exponent)"
    }

    private func randomString(using random: inout SplitMix64) -> String {
        let ranges: [ClosedRange<UInt32>] = [
            0x00...0xFF, 0x20...0x7E, 0x100...0xFFFF, 0x1_0000...0x10_FFFF,
        ]
        var string = ""
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let value = UInt32.random(in: ranges.randomElement(using: &random)!, using: &random)
            if let scalar = Unicode.Scalar(value) { string.unicodeScalars.append(scalar) }
        }
        return string
    }
}
