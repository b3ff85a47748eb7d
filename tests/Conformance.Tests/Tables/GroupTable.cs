using System.Collections;
using FlowLang.Conformance.Tests.Engine;

namespace FlowLang.Conformance.Tests.Tables;

/// <summary>
/// One aggregate over typed columns: each line has the rows of one group (cells by `|`, rows by `;`, nothing for the empty set), then what
/// the aggregate gives.
/// </summary>
public sealed class GroupTable(string expression, string columns) : IEnumerable<(string Rows, string Expected)>
{
    private readonly List<(string Rows, string Expected)> _groups = [];

    public string Expression => expression;

    public IReadOnlyList<(string Rows, string Expected)> Groups => _groups;

    public void Add(string rows, string expected) => _groups.Add((rows, expected));

    /// <summary>The rows of the given groups, each with its group's number in column `g`.</summary>
    public Input InputOf(Func<int, bool> group)
    {
        List<IReadOnlyList<string>> cells = [];
        for (int g = 0; g < _groups.Count; g++)
        {
            if (group(g) && _groups[g].Rows.Length > 0)
            {
                cells.AddRange(_groups[g].Rows.Split(';').Select(row => Cells(g, row)));
            }
        }

        Table table = new(expression, "g: int64, " + columns);
        foreach (IReadOnlyList<string> row in cells)
        {
            table.Add([.. row, ""]);
        }

        return table.Input;
    }

    private static IReadOnlyList<string> Cells(int group, string row) => [$"{group}", .. row.Split('|').Select(c => c.Trim())];

    public IEnumerator<(string Rows, string Expected)> GetEnumerator() => _groups.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{expression} [{columns}]";
}
