namespace FlowLang.Conformance.Tests.Random;

/// <summary>Families of types that random expressions keep apart; within one the compiler widens by itself.</summary>
internal enum ColumnKind
{
    Int,
    Decimal,
    Float,
    Text,
    Bool,
    Date,
    DateTime,
    Instant,
}

/// <summary>A column that a random step can read.</summary>
internal sealed record RandomColumn(string Name, ColumnKind Kind);
