package import Accounting

extension Holding {
    /// Traps where a sum leaves its type; the ledger throws there.
    package static func + (left: Holding, right: Holding) -> Holding {
        Holding(
            spent: left.spent + right.spent, reserved: left.reserved + right.reserved,
            posted: left.posted + right.posted, open: left.open + right.open)
    }
}
