import Foundation

extension Data {
    /// Two lower-case digits for each byte.
    var hexadecimal: String {
        var text = ""
        for byte in self {
            text.append(byte < 16 ? "0" : "")
            text.append(String(byte, radix: 16))
        }
        return text
    }
}
