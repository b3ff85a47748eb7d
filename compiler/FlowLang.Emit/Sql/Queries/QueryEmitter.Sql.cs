using FlowLang.Emit.Sql.Tree;
using FlowLang.Planning.Logical;

namespace FlowLang.Emit.Sql.Queries;

/// <summary>SQL that the program wrote itself.</summary>
internal sealed partial class QueryEmitter
{
    // Inputs first get a name that the SQL does not use, so that one called as the relation it reads does not read itself.
    private QueryRelation Sql(SqlNode node)
    {
        SqlWith query = OwnSql.Of(node, input =>
        {
            SqlSelect rows = new(new SqlTable(Close(Emit(input.Rows, flagged: false, needsOrigin: false))))
            {
                Columns = [.. Same(Names(input.Rows.Row))],
            };
            return new SqlSelect(new SqlTable(Close(new QueryRelation(rows, Names(input.Rows.Row)), $"__{_context}_{input.Name}")));
        });
        QueryRelation relation = new(query, Names(node.Row)) { Step = node.Verb };
        return Reopen(relation, Close(relation));
    }
}
