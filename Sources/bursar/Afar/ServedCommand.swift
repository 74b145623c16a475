import Reporting

/// A command that a gateway runs for another machine: it reads or changes the ledger, prints, and touches
/// nothing else.
protocol ServedCommand: ContextCommand {
    static var right: CommandRight { get }
    /// The file of this machine that its output goes to; nil for stdout.
    var outputPath: String? { get }
    /// What is asked of the gateway for that file, beside the words of the command line.
    var formatArgument: [String] { get }
    /// Whether it asks the gateway by itself, again and again.
    var looksAgain: Bool { get }
    /// What stdout gets where the gateway cannot be reached; nil for nothing.
    static var unreachableLine: String? { get }
}

/// Who may have a gateway run a command.
enum CommandRight {
    /// Every key, about what is its own.
    case anyKey
    /// Keys for administrators, as it shows or changes what is of everybody.
    case adminKey
}

extension ServedCommand {
    static var right: CommandRight { .adminKey }
    var outputPath: String? { nil }
    var formatArgument: [String] { [] }
    var looksAgain: Bool { false }
    static var unreachableLine: String? { nil }
}

// MARK: - What every key may ask, about its own

extension ListCommand: ServedCommand {
    static var right: CommandRight { .anyKey }
}

extension ShowCommand: ServedCommand {
    static var right: CommandRight { .anyKey }
}

extension ReportCommand: ServedCommand {
    static var right: CommandRight { .anyKey }
    var outputPath: String? { output == "-" ? nil : output }
    var formatArgument: [String] {
        guard outputPath != nil, !json, format == nil, let used = try? usedFormat() else {
            return []
        }
        return ["--format", used.rawValue]
    }
}

extension BudgetCommand.List: ServedCommand {
    static var right: CommandRight { .anyKey }
}

extension BudgetCommand.Status: ServedCommand {
    static var right: CommandRight { .anyKey }
}

extension StatusLineCommand: ServedCommand {
    static var right: CommandRight { .anyKey }
    /// A prompt has one line.
    static var unreachableLine: String? { "gateway unreachable\n" }
}

extension WatchCommand: ServedCommand {
    static var right: CommandRight { .anyKey }
    var looksAgain: Bool { !once }
}

extension AlertsCommand.List: ServedCommand {
    static var right: CommandRight { .anyKey }
}

// MARK: - What keys for administrators may do

extension BudgetCommand.Set: ServedCommand {}
extension BudgetCommand.Remove: ServedCommand {}
extension BudgetCommand.Override: ServedCommand {}
extension PriceCommand.List: ServedCommand {}
extension PriceCommand.Set: ServedCommand {}
extension PriceCommand.Unset: ServedCommand {}
extension PriceCommand.Forget: ServedCommand {}
extension KeysCommand.Create: ServedCommand {}
extension KeysCommand.List: ServedCommand {}
extension KeysCommand.Revoke: ServedCommand {}
extension AlertsCommand.Mute: ServedCommand {}
extension AlertsCommand.Unmute: ServedCommand {}
extension EditCommand: ServedCommand {}
extension ResolveCommand: ServedCommand {}
extension PromptCommand.Erase: ServedCommand {}
extension ExportCommand: ServedCommand {}
