using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Emit.Sql.Expressions;
using FlowLang.Emit.Sql.Json;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Queries;

/// <summary>Expectations on a staged relation as queries of one row: how many violations, and an example.</summary>
internal static class CheckEmitter
{
    private const string Violations = "violations";
    private const string Sample = "sample";

    public static string Emit(RelationCheck check, StageRelation stage, SqlDialect dialect) => dialect.Print(Query(check, stage, dialect));

    private static SqlQuery Query(RelationCheck check, StageRelation stage, SqlDialect dialect) => check.Expectation switch
    {
        BoundRowExpectation row => Row(row, stage, dialect),
        BoundUniqueExpectation unique => Unique(unique, stage, dialect),
        BoundReferencesExpectation references => References(references, check.Target, stage, dialect),
        BoundVolumeExpectation volume => Volume(volume, stage),
        ExpectedRows expected => new BagComparison(dialect, stage.Relation, stage.Query.Row).Compare(expected.Expected.Rows),
        SameRows same => new RelationComparison(dialect, stage.Query.Row).Compare(stage.Relation, same.Relation),
        _ => throw new UnreachableException(check.Expectation.GetType().Name),
    };

    // A row for which the condition fails to have a value breaks it too.
    private static SqlSelect Row(BoundRowExpectation row, StageRelation stage, SqlDialect dialect)
    {
        ExpressionEmitter emitter = new(dialect, hoisted: null, ExpressionEmitter.Unqualified);
        return Counted(new SqlTable(stage.Relation), Logic.IsNotTrue(emitter.Value(row.Condition)), Json(stage.Query.Row.Fields, dialect));
    }

    private static SqlWith Unique(BoundUniqueExpectation unique, StageRelation stage, SqlDialect dialect)
    {
        ImmutableArray<SqlOutput> keys = [.. unique.Columns.Select(c => new SqlOutput(new SqlColumn(null, c), c))];
        SqlSelect groups = new(new SqlTable(stage.Relation))
        {
            Columns = [.. keys, new SqlOutput(new SqlText("count(*)"), "__rows")],
            GroupKeys = keys.Length,
        };
        IEnumerable<RowField> columns = stage.Query.Row.Fields.Where(f => unique.Columns.Contains(f.Name));
        SqlBinary repeated = new(">", new SqlColumn(null, "__rows"), new SqlText("1", IsConstant: true));
        return new SqlWith([new SqlPart("__groups", groups, null)], Counted(new SqlTable("__groups"), repeated, Json(columns, dialect)));
    }

    private static SqlSelect References(BoundReferencesExpectation check, LogicalNode? target, StageRelation stage, SqlDialect dialect)
    {
        string relation = target switch
        {
            StagedNode staged => staged.Relation,
            ScanNode scan => scan.Relation,
            _ => throw new UnreachableException($"{check.Target.Name} is not a relation of the run"),
        };
        SqlColumn column = new("l", check.Column);
        SqlBinary same = new("=", column, new SqlColumn("r", check.TargetColumn));
        SqlSemiJoin missing = new(IsAnti: true, new SqlTable(stage.Relation, "l"), new SqlTable(relation, "r"), same);
        return Counted(missing, Logic.IsNotNull(column), Json(stage.Query.Row.Fields.Where(f => f.Name == check.Column), dialect));
    }

    private static SqlSelect Volume(BoundVolumeExpectation volume, StageRelation stage)
    {
        List<SqlExpression> outside = [];
        SqlText count = new("count(*)");
        if (volume.Min is { } min)
        {
            outside.Add(new SqlBinary("<", count, new SqlText($"{min}", IsConstant: true)));
        }

        if (volume.Max is { } max)
        {
            outside.Add(new SqlBinary(">", count, new SqlText($"{max}", IsConstant: true)));
        }

        SqlExpression broken = Logic.Or([.. outside]);
        return new SqlSelect(new SqlTable(stage.Relation))
        {
            GroupKeys = 0,
            Columns =
            [
                new SqlOutput(new SqlCast(new SqlCase([(broken, new SqlText("1"))], new SqlText("0")), IntegerType.Int64), Violations),
                new SqlOutput(new SqlCase([(broken, new SqlText("(count(*) || ' rows')"))], null), Sample),
            ],
        };
    }

    private static SqlSelect Counted(SqlFrom from, SqlExpression where, SqlExpression sample) => new(from)
    {
        Where = where,
        GroupKeys = 0,
        Columns = [new SqlOutput(new SqlText("count(*)"), Violations), new SqlOutput(new SqlCallExpression("min", [sample]), Sample)],
    };

    private static SqlText Json(IEnumerable<RowField> columns, SqlDialect dialect) =>
        dialect.RowAsJson([.. columns.Select(f => JsonColumn.Of(null, f))]);
}
