using System.Globalization;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// The forms of types, read from the catalog as they are met: domains are what they stand on, arrays have that of their items.
/// </summary>
internal sealed class TypeForms(PostgresSession session)
{
    private readonly Dictionary<long, ValueForm?> _known = [];

    /// <summary>Null where a value has no form in JSON: a row type, or one that has no text.</summary>
    public async Task<ValueForm?> OfAsync(long oid, CancellationToken cancel)
    {
        if (!_known.TryGetValue(oid, out ValueForm? form))
        {
            form = await ReadAsync(oid, cancel);
            _known[oid] = form;
        }

        return form;
    }

    private async Task<ValueForm?> ReadAsync(long oid, CancellationToken cancel)
    {
        var rows = await session.RowsAsync(
            """
            SELECT typtype::text, typbasetype::int8,
                   CASE WHEN typsubscript = 'array_subscript_handler'::regproc THEN typelem::int8 ELSE 0 END, typdelim::text
            FROM pg_type WHERE oid = $1::oid
            """, cancel, oid);
        if (rows is not [[string kind, long domain, long element, string delimiter]])
        {
            return null;
        }

        switch (kind)
        {
            case "d":
                return await OfAsync(domain, cancel);
            case "b" when element != 0:
                return await OfAsync(element, cancel) is { } items ? new ValueForm(ValueKind.Array, items, delimiter[0]) : null;
            case "b" or "e" or "r" or "m":
                return ValueForm.Of(oid);
            default:
                return null;
        }
    }

    /// <summary>oids come as numbers of several sizes.</summary>
    public static long Oid(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
