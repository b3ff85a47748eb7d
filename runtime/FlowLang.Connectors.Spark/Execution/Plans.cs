using System.Diagnostics;
using FlowLang.Connectors.Spark.Protocol;

namespace FlowLang.Connectors.Spark;

/// <summary>Relations and writes in Spark's own form.</summary>
internal static class Plans
{
    /// <summary><paramref name="local"/> is what stands for rows of this process.</summary>
    public static Relation Of(SparkRelation relation, Relation? local) =>
        relation.Observations.Aggregate(Inner(relation, local), (input, observation) =>
        {
            CollectMetrics collect = new() { Input = input, Name = observation.Name };
            collect.Metrics.AddRange(observation.Metrics.Select(
                sql => new Expression { ExpressionString = new Expression.Types.ExpressionString { Expression = sql } }));
            return new Relation { CollectMetrics = collect };
        });

    public static WriteOperation Of(SparkWrite write, Relation input)
    {
        WriteOperation operation = new() { Input = input, Source = write.Format, Mode = Of(write.Mode) };
        operation.PartitioningColumns.AddRange(write.PartitionBy);
        operation.Options.Add(write.Options);
        operation.Options.Add(write.SecretOptions.ToDictionary(option => option.Key, option => option.Value.Reveal()));
        if (write.Path is { } path)
        {
            operation.Path = path;
        }

        if (write.Table is { } table)
        {
            operation.Table = new WriteOperation.Types.SaveTable
            {
                TableName = table,
                SaveMethod = WriteOperation.Types.SaveTable.Types.TableSaveMethod.SaveAsTable,
            };
        }

        return operation;
    }

    private static Relation Inner(SparkRelation relation, Relation? local) => relation switch
    {
        SparkQuery query => new Relation { Sql = Of(query) },
        SparkSource source => new Relation { Read = Of(source) },
        SparkBatches => local ?? throw new UnreachableException(),
        _ => throw new UnreachableException(),
    };

    private static SQL Of(SparkQuery query)
    {
        SQL sql = new() { Query = query.Sql };
        foreach ((string name, SparkArgument argument) in query.Arguments)
        {
            sql.NamedArguments.Add(name, new Expression { Literal = Literals.Of(argument) });
        }

        return sql;
    }

    private static Read Of(SparkSource source)
    {
        Read.Types.DataSource data = new() { Format = source.Format };
        data.Options.Add(source.Options);
        data.Options.Add(source.SecretOptions.ToDictionary(option => option.Key, option => option.Value.Reveal()));
        data.Paths.AddRange(source.Paths);
        data.Predicates.AddRange(source.Predicates);
        if (source.Schema is { } schema)
        {
            data.Schema = schema;
        }

        return new Read { DataSource = data };
    }

    private static WriteOperation.Types.SaveMode Of(SparkWriteMode mode) => mode switch
    {
        SparkWriteMode.Append => WriteOperation.Types.SaveMode.Append,
        SparkWriteMode.Overwrite => WriteOperation.Types.SaveMode.Overwrite,
        SparkWriteMode.ErrorIfExists => WriteOperation.Types.SaveMode.ErrorIfExists,
        SparkWriteMode.Ignore => WriteOperation.Types.SaveMode.Ignore,
        _ => throw new UnreachableException(),
    };
}
