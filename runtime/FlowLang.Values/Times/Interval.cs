namespace FlowLang.Values.Times;

/// <summary>Months, days and microseconds, kept apart: it has no order and no equality in the language.</summary>
public readonly record struct Interval(int Months, int Days, long Microseconds);
