namespace FlowLang.Runtime;

/// <summary>
/// One column of a relation, a field of a struct, or the element of a list. <paramref name="IsKey"/> is the program's <c>@key</c>.
/// </summary>
public sealed record Column(string Name, ColumnType Type, bool Nullable = false, bool IsKey = false)
{
    public override string ToString() => $"{Name}: {Type}{(Nullable ? "?" : "")}";
}
