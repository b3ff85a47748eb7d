using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Postgres;

/// <summary>A table's schema and name, exactly as they are in the catalog. Without a schema it is in <c>public</c>.</summary>
internal sealed record TableName(string Schema, string Name)
{
    /// <summary>Quoted, for SQL.</summary>
    public string Quoted => $"{Sql.Name(Schema)}.{Sql.Name(Name)}";

    public static TableName Parse(string text)
    {
        int dot = -1;
        bool quoted = false;
        for (int i = 0; i < text.Length && dot < 0; i++)
        {
            quoted ^= text[i] == '"';
            dot = text[i] == '.' && !quoted ? i : -1;
        }

        return dot < 0 ? new("public", Plain(text)) : new(Plain(text[..dot]), Plain(text[(dot + 1)..]));
    }

    public override string ToString() => $"{Schema}.{Name}";

    private static string Plain(string part) =>
        part.Length > 1 && part[0] == '"' && part[^1] == '"' ? part[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : part;
}
