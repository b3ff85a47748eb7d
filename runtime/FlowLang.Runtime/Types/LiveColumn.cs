namespace FlowLang.Runtime;

/// <summary>
/// A column as a live system has it. <paramref name="Type"/> is null where FlowLang has no such type; <paramref name="NativeType"/> is the
/// system's own name for it. CSV columns are text whatever they hold, so their type is null and their native type is <c>text</c>.
/// </summary>
public sealed record LiveColumn(string Name, ColumnType? Type, string NativeType, bool Nullable = true, bool IsKey = false);
