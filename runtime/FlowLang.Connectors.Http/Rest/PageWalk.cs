using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FlowLang.Connectors.Http;

/// <summary>Goes from page to page, and notices where that would never end.</summary>
internal sealed class PageWalk(string source, HttpTransport transport, RequestAddress address, RestPages? pages)
{
    private readonly HashSet<UInt128> _seen = [];
    private Uri _current = address.First(pages);
    private UInt128 _last;
    private long _rows;

    /// <summary>The page to read.</summary>
    public Uri Current => _current;

    /// <summary>Counts pages from 1.</summary>
    public int Number { get; private set; } = 1;

    /// <summary>The address after the page that was read; false where that was the last.</summary>
    /// <param name="body">The page, whole.</param>
    /// <param name="rows">Its records.</param>
    /// <param name="link">The header's next address.</param>
    /// <param name="page">What the page is called in messages.</param>
    public bool MoveNext(PageBody body, long rows, string? link, ReadOnlySpan<byte> bytes, string page)
    {
        _rows += rows;
        Uri? next = pages switch
        {
            NumberPages number => ByNumber(number, body, rows, bytes, page),
            OffsetPages offset when rows > 0 => Moved(bytes, page, address.With(offset.Parameter, Text(_rows))),
            CursorPages cursor when body.Text(cursor.From.AsSpan()) is { } token => address.With(cursor.Parameter, token),
            NextPages { From: var from } when body.Text(from.AsSpan()) is { } target => Own(target, page),
            LinkPages when link is not null => Own(link, page),
            _ => null,
        };
        if (next is null)
        {
            return false;
        }

        if (_seen.Count == 0)
        {
            _seen.Add(Hash(Encoding.UTF8.GetBytes(_current.AbsoluteUri)));
        }

        if (!_seen.Add(Hash(Encoding.UTF8.GetBytes(next.AbsoluteUri))))
        {
            throw RestErrors.Endless(source, page, "leads back to a page that was read already");
        }

        _current = next;
        Number++;
        return true;
    }

    private Uri? ByNumber(NumberPages number, PageBody body, long rows, ReadOnlySpan<byte> bytes, string page)
    {
        long current = number.First + Number - 1;
        if (number.Last.IsEmpty)
        {
            return rows == 0 ? null : Moved(bytes, page, address.With(number.Parameter, Text(current + 1)));
        }

        bool isNumber = long.TryParse(body.Text(number.Last.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out long last);
        return isNumber
            ? current < last ? Moved(bytes, page, address.With(number.Parameter, Text(current + 1))) : null
            : throw RestErrors.NoLastPage(source, page, number.Last);
    }

    // A server that does not know the parameter gives the same page again and again.
    private Uri Moved(ReadOnlySpan<byte> bytes, string page, Uri next)
    {
        UInt128 hash = Hash(bytes);
        if (Number > 1 && hash == _last)
        {
            throw RestErrors.Endless(source, page, "is the same as the one before it");
        }

        _last = hash;
        return next;
    }

    private Uri Own(string target, string page)
    {
        bool isAddress = Uri.TryCreate(_current, target, out Uri? next);
        return isAddress && next is not null && transport.IsOwn(next)
            ? next
            : throw RestErrors.OtherServer(source, page, isAddress && next is not null ? HttpTransport.Show(next) : "no address");
    }

    private static UInt128 Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[8..]));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
