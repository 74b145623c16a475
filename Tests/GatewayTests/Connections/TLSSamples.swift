/// Two certificates with their keys, which open nothing anywhere; valid for a hundred years.
enum TLSSamples {
    static let first = (
        certificate: """
        -----BEGIN CERTIFICATE-----
        MIIBljCCATugAwIBAgIUGdi3lep4FVwMR8PP1XwPFiya8xYwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJYS5leGFtcGxlMCAXDTI2MTIwMTEzMzQzMVoYDzIxMjYxMTA3
        MTMzNDMxWjAUMRIwEAYDVQQDDAlhLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAATwBDeETZUOeucjPnkau6uZb3ANuFlIkFgpo26B0b59cz8wTl6ok6At
        +h1tWR3LKNmRw2xYQ5dWy6Yt6QvcgK6Fo2kwZzAdBgNVHQ4EFgQU6g/mkN/x1Ejh
        F5gd2w0T0iQJYEIwHwYDVR0jBBgwFoAU6g/mkN/x1EjhF5gd2w0T0iQJYEIwDwYD
        VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
        SQAwRgIhAPut+6+sARa1pWGMnGTfJN1BYvCb2vi+cmsHfWgf7dbiAiEA6nQbW8ya
        LJ8Tw9kD9y665LtdEaHXrRhNfiYICfUOBso=
        -----END CERTIFICATE-----

        """,
        key: """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfNKBSTvK8h43zNX3
        p+MbebJFIEj0rPY9iaLNnAk/4u+hRANCAATwBDeETZUOeucjPnkau6uZb3ANuFlI
        kFgpo26B0b59cz8wTl6ok6At+h1tWR3LKNmRw2xYQ5dWy6Yt6QvcgK6F
        -----END PRIVATE KEY-----

        """
    )

    static let second = (
        certificate: """
        -----BEGIN CERTIFICATE-----
        MIIBljCCATugAwIBAgIUEazlNwJdP/JrxCd5rQLHq17UaWkwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJYi5leGFtcGxlMCAXDTI2MTIwMTEzMzQzMVoYDzIxMjYxMTA3
        MTMzNDMxWjAUMRIwEAYDVQQDDAliLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAARb76Vak2EUr6GKZ15AH4ASrLTE+uBgVYFeI6+XLtrU3mFUnbXxz+E9
        qIdhnp/mvX8XKNA5DXR6/yWOiEUzEt3io2kwZzAdBgNVHQ4EFgQUIM0M76GhjWbD
        njFDHv6qXuoVnawwHwYDVR0jBBgwFoAUIM0M76GhjWbDnjFDHv6qXuoVnawwDwYD
        VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
        SQAwRgIhAPztSnQZktPEsPYDiG/qsoUTndw/UyNUvotnnU7Vs5/eAiEArnJC92SH
        2dKSde3hF9kNsaXBqhUUfBYqKjWyVAJ7uIM=
        -----END CERTIFICATE-----

        """,
        key: """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYeOvjy5C4zXiT593
        niQakYiPSLklvNZAPZHb1hfKzSKhRANCAARb76Vak2EUr6GKZ15AH4ASrLTE+uBg
        VYFeI6+XLtrU3mFUnbXxz+E9qIdhnp/mvX8XKNA5DXR6/yWOiEUzEt3i
        -----END PRIVATE KEY-----

        """
    )
}
