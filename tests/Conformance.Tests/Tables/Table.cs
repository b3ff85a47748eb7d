using System.Collections;
using FlowLang.Conformance.Tests.Engine;

namespace FlowLang.Conformance.Tests.Tables;

/// <summary>
/// One expression over typed columns: each line has a cell for every column, then what the expression gives. All lines are rows of one
/// relation, so analytic expressions see them all.
/// </summary>
/// <param name="expression">In the language.</param>
/// <param name="columns">`a: int64, b: text`; a column with a `null` cell becomes nullable by itself.</param>
public sealed class Table(string expression, string columns) : IEnumerable<IReadOnlyList<string>>
{
    private readonly List<IReadOnlyList<string>> _lines = [];

    public string Expression => expression;

    public IReadOnlyList<IReadOnlyList<string>> Lines => _lines;

    /// <summary>`fails` stands for a value failure.</summary>
    public IReadOnlyList<string> Expected => [.. _lines.Select(l => l[^1])];

    public Input Input => new(Columns(), [.. _lines.Select(l => (IReadOnlyList<string>)[.. l.SkipLast(1)])]);

    public void Add(params string[] line) => _lines.Add(line);

    /// <summary>The table of the lines whose cells the engine can hold.</summary>
    public Table On(IConformanceEngine engine)
    {
        List<InputColumn> types = Columns();
        Table held = new(expression, columns);
        foreach (IReadOnlyList<string> line in _lines.Where(l => types.Zip(l).All(p => engine.Holds(p.First.Type.TrimEnd('?'), p.Second))))
        {
            held.Add([.. line]);
        }

        return held;
    }

    public IEnumerator<IReadOnlyList<string>> GetEnumerator() => _lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{expression} [{columns}]";

    private List<InputColumn> Columns()
    {
        List<InputColumn> list = [];
        foreach (string column in Split(columns))
        {
            int colon = column.IndexOf(':', StringComparison.Ordinal);
            int index = list.Count;
            string type = column[(colon + 1)..].Trim();
            list.Add(new InputColumn(column[..colon].Trim(), _lines.Any(l => l[index] == "null") ? type.TrimEnd('?') + "?" : type));
        }

        return list;
    }

    // At the commas outside of brackets.
    internal static List<string> Split(string text)
    {
        List<string> parts = [];
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] is '(' or '[' or '{' or '<' ? 1 : text[i] is ')' or ']' or '}' or '>' ? -1 : 0;
            if (text[i] == ',' && depth == 0)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        if (text.Length > 0)
        {
            parts.Add(text[start..]);
        }

        return parts;
    }
}
