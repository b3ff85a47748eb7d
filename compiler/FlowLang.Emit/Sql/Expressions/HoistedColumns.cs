using FlowLang.Emit.Sql.Tree;

namespace FlowLang.Emit.Sql.Expressions;

/// <summary>
/// Values that a step reads more than once. Each is computed once, in a projection below the step; a value made of such values goes one
/// projection higher.
/// </summary>
internal sealed class HoistedColumns
{
    private readonly List<List<SqlOutput>> _levels = [];
    private readonly Dictionary<SqlExpression, SqlColumn> _known = [];
    private int _count;

    /// <summary>The projections, lowest first.</summary>
    public IReadOnlyList<IReadOnlyList<SqlOutput>> Levels => _levels;

    /// <summary>A name for the value.</summary>
    public SqlExpression Add(SqlExpression value)
    {
        if (value.IsSimple)
        {
            return value;
        }

        if (_known.TryGetValue(value, out SqlColumn? known))
        {
            return known;
        }

        while (_levels.Count <= value.Level)
        {
            _levels.Add([]);
        }

        SqlColumn column = new(null, $"__{++_count}", value.Level + 1);
        _levels[value.Level].Add(new SqlOutput(value, column.Name));
        _known.Add(value, column);
        return column;
    }
}
