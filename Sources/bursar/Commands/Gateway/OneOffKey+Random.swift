import Accounting
import Gateway
import Text

extension OneOffKey {
    /// A new one from the system's random numbers, and the token that shows it.
    static func random(project: Name?) -> (key: OneOffKey, token: String) {
        var generator = SystemRandomNumberGenerator()
        let name = Name("run-" + Hexadecimal.text(generator.next() as UInt32, digits: 8))
        let secret = (0..<32).map { _ in generator.next() as UInt8 }
        let token = "bsr_run_" + Hexadecimal.text(of: secret)
        return (OneOffKey(name: name, project: project, token: token), token)
    }
}
